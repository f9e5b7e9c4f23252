"""Addresses of parts that are not embedded, read from the environment and checked at start."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_network
from typing import Self
from urllib.parse import SplitResult, urlsplit

import msgspec

from infra.embedded.errors import CannotStart

_STRIPE_KEY = re.compile(r"^(sk|rk)_(test|live)_\w{8,}$")

_WEBHOOKS_UNSIGNED = (
    "STRIPE_WEBHOOK_SECRET: is needed with STRIPE_SECRET_KEY; it is the signing secret (whsec_…)"
    " of the endpoint that you made at Stripe for PUBLIC_URL/webhooks/stripe"
)


class BadAddresses(CannotStart):
    """One or more variables of the environment cannot be used; lists all of them."""


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """What the environment names; an empty string means: use the embedded part."""

    database_url: str = ""
    redis_url: str = ""
    smtp_url: str = ""
    object_store_url: str = ""
    stripe_secret_key: str = ""
    stripe_webhook_secret: str = ""
    stripe_api_base: str = ""
    public_url: str = ""
    rooms_public_ip: str = ""
    rooms_udp_ports: str = ""
    ice_servers: str = ""
    turn_urls: str = ""
    turn_secret: str = ""
    mail_from: str = ""
    operator_email: str = ""
    privacy_url: str = ""
    terms_url: str = ""
    status_url: str = ""
    security_contact: str = ""
    bounce_address: str = ""
    mail_reports_token: str = ""
    trusted_proxies: str = ""
    proxy_protocol: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Take the addresses from the environment.

        Raises:
            BadAddresses: says for each wrong one what is wrong and what would be right.
        """
        given = {f: environment.get(f.upper(), "").strip() for f in cls.__struct_fields__}
        found = cls(**given)
        problems = [*_malformed(given), *_inconsistent(found)]
        if problems:
            raise BadAddresses("\n".join(problems))
        return found

    def lasting(self) -> list[str]:
        """Name the variables in use whose parts keep data that are not ours to forget."""
        stores = ("database_url", "redis_url", "object_store_url", "stripe_secret_key")
        return [field.upper() for field in stores if getattr(self, field)]


def _malformed(given: Mapping[str, str]) -> list[str]:
    return [
        f"{field.upper()}: {problem}"
        for field, check in _CHECKS.items()
        if given[field] and (problem := check(given[field]))
    ]


def _inconsistent(found: Addresses) -> list[str]:
    problems = []
    if found.stripe_secret_key and not found.stripe_webhook_secret:
        problems.append(_WEBHOOKS_UNSIGNED)
    if found.stripe_api_base and not found.stripe_secret_key:
        problems.append("STRIPE_API_BASE: needs a STRIPE_SECRET_KEY for that address")
    if found.turn_urls and not found.turn_secret:
        problems.append("TURN_SECRET: is needed with TURN_URLS; it is coturn's static-auth-secret")
    if found.proxy_protocol == "true" and not found.trusted_proxies:
        problems.append("TRUSTED_PROXIES: is needed with PROXY_PROTOCOL; it names those proxies")
    return problems


def _networks(value: str) -> str:
    try:
        for word in value.split(","):
            ip_network(word.strip())
    except ValueError as error:
        return f"{error}; it lists addresses and networks, as 10.0.0.7, 10.1.0.0/16"
    return ""


def _switch(value: str) -> str:
    return "" if value in {"true", "false"} else "is true or false"


def _url(*schemes: str, example: str, path: bool = True) -> Callable[[str], str]:
    """Check for one of these schemes, a host and a port in range; return the complaint or ''."""

    def check(value: str) -> str:
        try:
            parts = urlsplit(value)
            port = parts.port
        except ValueError as error:
            return f"is not an address ({error}); it looks like {example}"
        if parts.scheme not in schemes:
            return f"begins with {_shown(parts)}; it looks like {example}"
        if not parts.hostname and not parts.query:
            return f"names no host; it looks like {example}"
        if port == 0 or (not path and parts.path.strip("/")):
            return f"has {'port 0' if port == 0 else 'a path'}; it looks like {example}"
        return ""

    return check


def _shown(parts: SplitResult) -> str:
    """Quote the scheme only: the rest of a wrong address may hold a password."""
    return f"“{parts.scheme}:”" if parts.scheme else "no scheme such as https:"


def _object_store(value: str) -> str:
    example = "file:///srv/callboard or s3://bucket/prefix"
    parts = urlsplit(value)
    if parts.scheme == "file":
        return "" if parts.path.startswith("/") and not parts.netloc else f"looks like {example}"
    return _url("s3", "s3a", "gs", "az", "https", example=example)(value)


def _stripe_key(value: str) -> str:
    if _STRIPE_KEY.match(value):
        return ""
    return "is no secret key of Stripe's; it looks like sk_test_… or sk_live_…"


def _webhook_secret(value: str) -> str:
    return "" if value.startswith("whsec_") else "is no signing secret; it looks like whsec_…"


_WEB = "https://casting.example"
_CHECKS: dict[str, Callable[[str], str]] = {
    "database_url": _url(
        "postgresql", "postgres", example="postgresql://owner:password@host:5432/callboard"
    ),
    "redis_url": _url("redis", "rediss", example="redis://:password@host:6379/0"),
    "smtp_url": _url("smtp", "smtps", example="smtp://user:password@host:587"),
    "object_store_url": _object_store,
    "stripe_secret_key": _stripe_key,
    "stripe_webhook_secret": _webhook_secret,
    "stripe_api_base": _url("http", "https", example="https://api.stripe.com", path=False),
    "public_url": _url("http", "https", example=_WEB, path=False),
    "trusted_proxies": _networks,
    "proxy_protocol": _switch,
}
