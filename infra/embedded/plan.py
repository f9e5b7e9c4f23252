"""Where everything will be: addresses and ports, decided before anything is started."""

import msgspec

from infra.embedded import certificate, lan, postgres
from infra.embedded import secrets as keys
from infra.embedded.addresses import Addresses
from infra.embedded.data_folder import DataFolder
from infra.embedded.errors import CannotStart
from infra.embedded.ports import Ports
from infra.embedded.postgres import Postgres
from infra.embedded.service_config import ServiceConfig
from infra.embedded.smtp_sink.program import SmtpSink
from infra.embedded.valkey import Valkey

LOOPBACK, LOOPBACK_6, EVERYWHERE = "127.0.0.1", "::1", "0.0.0.0"  # noqa: S104 - for --lan only
_POSTGRES, _VALKEY, _SMTP, _MAILS, _STRIPE, _INSIDE = 15432, 16379, 2525, 8025, 8042, 8100


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed after `up`."""

    port: int
    lan: bool
    rooms: int
    demo: bool
    fresh: bool


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The house and its embedded parts; a part is None where the environment names another."""

    config: ServiceConfig
    postgres: Postgres | None
    valkey: Valkey | None
    mails: SmtpSink | None
    stripe_port: int | None


class PublicEndpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The gateway's address: where it listens, and what people call it."""

    host: str
    port: int
    url: str
    lan_address: str = ""


async def make(folder: DataFolder, given: Addresses, options: Options, ports: Ports) -> Plan:
    """Decide every address and port; `ports` is to be open as long as the house.

    Raises:
        CannotStart: a port, an address or a secret cannot be had.
    """
    secrets = keys.load(folder.keys)
    endpoint = _endpoint(given, options, ports)
    database = None if given.database_url else await _postgres(folder, secrets, ports)
    streams = None if given.redis_url else _valkey(folder, secrets, ports)
    mails = None if given.smtp_url else _mails(folder, ports)
    stripe_port = None if given.stripe_secret_key else ports.take(_STRIPE, LOOPBACK)
    config = ServiceConfig(
        given=given,
        keys=secrets,
        owner_url=given.database_url or (database.url if database else ""),
        redis_url=given.redis_url or (streams.url if streams else ""),
        smtp_url=given.smtp_url or (mails.smtp_url if mails else ""),
        object_store_url=given.object_store_url or folder.objects.as_uri(),
        public_url=endpoint.url,
        stripe_url=f"http://{LOOPBACK}:{stripe_port}" if stripe_port else "",
        gateway_host=endpoint.host,
        gateway_port=endpoint.port,
        gateway_work_port=ports.take(_INSIDE, LOOPBACK),
        billing_port=ports.take(_INSIDE, LOOPBACK),
        postprocess_port=ports.take(_INSIDE, LOOPBACK),
        rooms_ports=tuple(ports.take(_INSIDE, LOOPBACK) for _ in range(options.rooms)),
        stripe_folder=folder.stripe,
        recording_folder=folder.recordings,
        rooms_public_ip=given.rooms_public_ip or endpoint.lan_address,
    )
    if mails and options.demo and config.is_private:
        config = msgspec.structs.replace(config, demo_mails_url=mails.web_url)
    return Plan(
        config=_with_tls(config, folder, endpoint.lan_address),
        postgres=database,
        valkey=streams,
        mails=mails,
        stripe_port=stripe_port,
    )


def _endpoint(given: Addresses, options: Options, ports: Ports) -> PublicEndpoint:
    if options.lan and given.public_url:
        raise CannotStart("--lan makes its own address; leave PUBLIC_URL out, or --lan")
    if options.lan:
        address, port = lan.address(), ports.take(options.port, EVERYWHERE)
        url = f"https://{address}:{port}"
        return PublicEndpoint(host=EVERYWHERE, port=port, url=url, lan_address=address)
    port = ports.take(options.port, LOOPBACK, LOOPBACK_6)
    url = given.public_url.rstrip("/") or f"http://localhost:{port}"
    return PublicEndpoint(host=LOOPBACK, port=port, url=url)


def _with_tls(config: ServiceConfig, folder: DataFolder, lan_address: str) -> ServiceConfig:
    if not lan_address:
        return config
    files = certificate.ensure(folder.certificate, lan_address)
    return msgspec.structs.replace(
        config,
        tls_cert=str(files.chain),
        tls_key=str(files.key),
        tls_authority=str(files.authority),
    )


async def _postgres(folder: DataFolder, secrets: keys.Keys, ports: Ports) -> Postgres:
    home = await postgres.home_for(folder.postgres)
    port = ports.take(_POSTGRES, LOOPBACK)
    return Postgres(folder=home, port=port, password=secrets.postgres_password)


def _valkey(folder: DataFolder, secrets: keys.Keys, ports: Ports) -> Valkey:
    port = ports.take(_VALKEY, LOOPBACK)
    return Valkey(folder=folder.valkey, port=port, password=secrets.valkey_password)


def _mails(folder: DataFolder, ports: Ports) -> SmtpSink:
    smtp, web = ports.take(_SMTP, LOOPBACK), ports.take(_MAILS, LOOPBACK)
    return SmtpSink(folder=folder.mails, smtp_port=smtp, web_port=web)
