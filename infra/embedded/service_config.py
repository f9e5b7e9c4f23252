"""The services of one machine: what each is given, and nothing more than it needs."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import msgspec

from infra.embedded.addresses import Addresses
from infra.embedded.program import Program
from infra.embedded.readiness import healthy
from infra.embedded.secrets import Keys

ROOT = Path(__file__).resolve().parents[2]
STORES, SIDE_DOORS, SERVICES = 0, 1, 2  # layers: the last are stopped first
_INHERITED = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "SSL_CERT_FILE",
    "NO_PROXY",
    "HTTPS_PROXY",
)
_DEMO = "casting@demo.test"
_BOUNCES = "bounce@callboard.example"
_OBJECT_STORE = ("AWS_", "GOOGLE_", "AZURE_")


class ServiceConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Every address and secret of the house. URLs carry passwords."""

    given: Addresses
    keys: Keys
    owner_url: str
    redis_url: str
    smtp_url: str
    object_store_url: str
    public_url: str
    stripe_url: str
    gateway_host: str
    gateway_port: int
    gateway_work_port: int
    billing_port: int
    postprocess_port: int
    rooms_ports: tuple[int, ...]
    stripe_folder: Path
    recording_folder: Path
    rooms_public_ip: str = ""
    tls_cert: str = ""
    tls_key: str = ""
    tls_authority: str = ""
    demo_mails_url: str = ""
    """Where mails of the demo office are read; "" where the front page does not lead there."""

    def database_url(self, service: str) -> str:
        """Return the database's address with one service's own sign-in."""
        parts = urlsplit(self.owner_url)
        place = parts.netloc.rpartition("@")[2]
        sign_in = f"callboard_{service}:{self.passwords()[service]}"
        return urlunsplit(parts._replace(netloc=f"{sign_in}@{place}"))

    def passwords(self) -> dict[str, str]:
        return passwords_of(self.keys)

    @property
    def is_private(self) -> bool:
        """Whether only this machine comes in: nobody behind the door could misuse our network."""
        return not self.given.public_url and self.gateway_host in {"127.0.0.1", "::1"}

    @property
    def own_url(self) -> str:
        """The gateway's address on this machine, whatever people call it."""
        scheme = "https" if self.tls_cert else "http"
        return f"{scheme}://127.0.0.1:{self.gateway_port}"

    @property
    def billing_url(self) -> str:
        return f"http://127.0.0.1:{self.billing_port}"


def passwords_of(keys: Keys) -> dict[str, str]:
    """Return with what each service signs in to the database."""
    return {
        "gateway": keys.gateway_database_password,
        "rooms": keys.rooms_database_password,
        "billing": keys.billing_database_password,
    }


def stripe_sandbox(config: ServiceConfig, port: int) -> Program:
    """Run the stand-in for Stripe, which signs its webhooks and posts them to our front door.

    It reaches the door on this machine: what stands in front of it may have a certificate of an
    office's own authority, which nobody here trusts.
    """
    options = {
        "--port": str(port),
        "--data": str(config.stripe_folder),
        "--key": config.keys.stripe_secret_key,
        "--webhook-url": f"{config.own_url}/webhooks/stripe",
        "--webhook-secret": config.keys.stripe_webhook_secret,
    }
    words = tuple(word for option in options.items() for word in option)
    env = {"SSL_CERT_FILE": config.tls_authority}
    return _program("stripe", ("infra.embedded.stripe_sandbox", *words), port, env, SIDE_DOORS)


def programs_of(config: ServiceConfig) -> tuple[Program, ...]:
    """Return the services; the slowest to start come first."""
    workers = (rooms(config, number) for number in range(len(config.rooms_ports)))
    return gateway(config), *workers, postprocess(config), billing(config), gateway_work(config)


def billing(config: ServiceConfig) -> Program:
    embedded = not config.given.stripe_secret_key
    env = {
        "DATABASE_URL": config.database_url("billing"),
        "DATABASE_OWNER_URL": config.owner_url,
        "REDIS_URL": config.redis_url,
        "INTERNAL_TOKEN": config.keys.internal_token,
        "METRICS_TOKEN": config.keys.metrics_token,
        "BILLING_PORT": str(config.billing_port),
        "STRIPE_SECRET_KEY": config.given.stripe_secret_key or config.keys.stripe_secret_key,
        "STRIPE_API_BASE": config.stripe_url
        if embedded
        else config.given.stripe_api_base.rstrip("/"),
        "STRIPE_WEBHOOK_SECRET": (
            config.keys.stripe_webhook_secret if embedded else config.given.stripe_webhook_secret
        ),
    }
    return _program("billing", ("services.billing.main",), config.billing_port, env)


def rooms(config: ServiceConfig, number: int) -> Program:
    """Run one worker of the live rooms; the first has number 0.

    It is interrupted, not drained: who closes the house closes the gateway with it.
    """
    port = config.rooms_ports[number]
    words = ("services.rooms.main", "serve")
    program = _program(f"rooms-{number + 1}", words, port, rooms_env(config, port))
    return msgspec.structs.replace(program, stop_signal=signal.SIGINT)


def postprocess(config: ServiceConfig) -> Program:
    env = rooms_env(config, config.rooms_ports[0])
    words = ("services.rooms.main", "postprocess")
    return _program("postprocess", words, config.postprocess_port, env)


def rooms_env(config: ServiceConfig, port: int) -> dict[str, str]:
    """Return what rooms are given; their demo data are made with the same."""
    return {
        "DATABASE_URL": config.database_url("rooms"),
        "REDIS_URL": config.redis_url,
        "OBJECT_STORE_URL": config.object_store_url,
        "TICKET_KEY": config.keys.ticket_key,
        "METRICS_TOKEN": config.keys.metrics_token,
        "ROOMS_PORT": str(port),
        "POSTPROCESS_PORT": str(config.postprocess_port),
        "ROOMS_PUBLIC_IP": config.rooms_public_ip,
        "ROOMS_UDP_PORTS": config.given.rooms_udp_ports,
        "ICE_SERVERS": config.given.ice_servers,
        "TURN_URLS": config.given.turn_urls,
        "TURN_SECRET": config.given.turn_secret,
        "RECORDING_DIR": str(config.recording_folder),
        **_credentials(),
    }


def gateway(config: ServiceConfig) -> Program:
    program = _program(
        "gateway", ("services.gateway.main", "serve"), config.gateway_port, gateway_env(config)
    )
    if config.tls_cert:
        ready = healthy(config.gateway_port, authority=config.tls_authority)
        return msgspec.structs.replace(program, ready=ready)
    return program


def gateway_work(config: ServiceConfig) -> Program:
    """Run one worker of the gateway's jobs."""
    words = ("services.gateway.main", "work")
    return _program("gateway-work", words, config.gateway_work_port, gateway_env(config))


def gateway_env(config: ServiceConfig) -> dict[str, str]:
    """Return what the gateway is given; the demo data are made with the same."""
    return {
        "DATABASE_URL": config.database_url("gateway"),
        "REDIS_URL": config.redis_url,
        "SMTP_URL": config.smtp_url,
        "MAIL_FROM": config.given.mail_from,
        "OPERATOR_EMAIL": config.given.operator_email,
        "PRIVACY_URL": config.given.privacy_url,
        "TERMS_URL": config.given.terms_url,
        "STATUS_URL": config.given.status_url,
        "SECURITY_CONTACT": config.given.security_contact,
        "BOUNCE_ADDRESS": config.given.bounce_address
        or ("" if config.given.smtp_url else _BOUNCES),
        "MAIL_REPORTS_TOKEN": config.given.mail_reports_token or config.keys.mail_reports_token,
        "OBJECT_STORE_URL": config.object_store_url,
        "PUBLIC_URL": config.public_url,
        "BILLING_URL": config.billing_url,
        "INTERNAL_TOKEN": config.keys.internal_token,
        "METRICS_TOKEN": config.keys.metrics_token,
        "TICKET_KEY": config.keys.ticket_key,
        "CSRF_KEY": config.keys.csrf_key,
        "WEBHOOK_KEY": config.keys.webhook_key,
        "DIRECTORY_KEY": config.keys.directory_key,
        "ALLOW_PRIVATE_WEBHOOKS": "true" if config.is_private else "",
        "SHOW_COMPONENTS": "true" if config.is_private else "",
        "DEMO_EMAIL": _DEMO if config.demo_mails_url else "",
        "DEMO_MAILS_URL": config.demo_mails_url,
        "CHECKOUT_ORIGIN": config.stripe_url,
        "GATEWAY_HOST": config.gateway_host,
        "GATEWAY_PORT": str(config.gateway_port),
        "GATEWAY_WORK_PORT": str(config.gateway_work_port),
        "TLS_CERT": config.tls_cert,
        "TLS_KEY": config.tls_key,
        "TRUSTED_PROXIES": config.given.trusted_proxies,
        "PROXY_PROTOCOL": config.given.proxy_protocol,
        **_credentials(),
    }


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """Return a whole environment: a few of ours, and the program's own; empty ones are left out."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return inherited | {"PYTHONUNBUFFERED": "1"} | {k: v for k, v in own.items() if v}


def _credentials() -> dict[str, str]:
    """Return the object store's own variables, which name keys and regions."""
    return {k: v for k, v in os.environ.items() if k.startswith(_OBJECT_STORE)}


def _program(
    name: str, words: tuple[str, ...], port: int, env: Mapping[str, str], layer: int = SERVICES
) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-m", *words),
        env=environment(env),
        cwd=ROOT,
        ready=healthy(port),
        layer=layer,
    )
