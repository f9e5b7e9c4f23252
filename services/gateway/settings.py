"""The settings of the gateway, from its environment."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

import msgspec

# A local part has 64 characters (RFC 5321 section 4.5.3.1.1), of which ours takes 43.
_ADDRESS = re.compile(r"[A-Za-z0-9._-]{1,21}@[A-Za-z0-9.-]{1,253}")
_CONTACT = re.compile(r"(?:mailto:|https://)[!-~]{3,300}")
_PAGES = frozenset({"https", "http"})
Network: TypeAlias = IPv4Network | IPv6Network
Key = Annotated[str, msgspec.Meta(min_length=32)]
Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


def networks(listed: str) -> tuple[Network, ...]:
    """Read addresses and networks with commas between them.

    Raises:
        ValueError: one is none; says which.
    """
    words = [word.strip() for word in listed.split(",") if word.strip()]
    return tuple(ip_network(word) for word in words)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a gateway process; each is an environment variable of its name."""

    database_url: str
    redis_url: str
    smtp_url: str
    object_store_url: str
    public_url: str
    billing_url: str
    internal_token: Key
    ticket_key: Key
    csrf_key: Key
    webhook_key: Key
    directory_key: Key
    gateway_port: Port
    gateway_host: str = "127.0.0.1"
    gateway_work_port: Port = 8180
    """Where `gateway work` answers /health and /metrics; each of a machine has its own."""
    gateway_work_slots: Annotated[int, msgspec.Meta(ge=1, le=100)] = 16
    """How many jobs one worker does at a time."""
    metrics_token: str = ""
    """Who carries it reads `/metrics`; without one nobody does."""
    mail_from: str = "Callboard <hello@callboard.example>"
    operator_email: str = ""
    """Who is mailed when an office wants to send more than it may."""
    privacy_url: str = ""
    """Where the operator says what becomes of people's data; the next two of what holds, and of
    what works just now. Each is shown where it is set."""
    terms_url: str = ""
    status_url: str = ""
    security_contact: str = ""
    """A `mailto:` or `https:` address for who has found a weakness (RFC 9116 section 2.5.3)."""
    demo_email: str = ""
    """Who works in a demo office that the front page leads to; `demo_mails_url` has its mails."""
    demo_mails_url: str = ""
    bounce_address: str = ""
    """Where mails that come back go; each has its own, with a word after a plus."""
    mail_reports_token: str = ""
    """Who carries it tells us of mails that came back; without one nobody does."""
    checkout_origin: str = "https://checkout.stripe.com"
    tls_cert: str = ""
    tls_key: str = ""
    trusted_proxies: str = ""
    """Addresses and networks, with commas between them, of proxies whose headers count."""
    proxy_protocol: bool = False
    """Whether those proxies pass bytes on, and send the PROXY protocol before them."""
    allow_private_webhooks: bool = False
    """Whether webhooks may go to this machine and its neighbours: for development only."""
    show_components: bool = False
    """Whether members see the page of components: for who builds pages."""

    def __post_init__(self) -> None:
        try:
            proxies = self.proxies
        except ValueError as error:
            raise ValueError(f"TRUSTED_PROXIES: {error}") from error
        for name in ("privacy_url", "terms_url", "status_url"):
            if (value := getattr(self, name)) and urlsplit(value).scheme not in _PAGES:
                raise ValueError(f"{name.upper()}: begins with https:// or http://")
        if self.security_contact and not _CONTACT.fullmatch(self.security_contact):
            raise ValueError("SECURITY_CONTACT: is one line, mailto: or https:")
        if self.bounce_address and not _ADDRESS.fullmatch(self.bounce_address):
            raise ValueError("BOUNCE_ADDRESS: is an address of ASCII letters, with a short name")
        if self.proxy_protocol and (not proxies or self.tls_cert):
            raise ValueError("PROXY_PROTOCOL: needs TRUSTED_PROXIES, and TLS that ends before us")

    @property
    def proxies(self) -> tuple[Network, ...]:
        return networks(self.trusted_proxies)

    @property
    def secure(self) -> bool:
        """Whether people reach us over TLS, so that cookies may say so."""
        return urlsplit(self.public_url).scheme == "https"

    def cookie(self, name: str) -> str:
        """Name a cookie; over TLS with the prefix that pins it to this host."""
        return f"__Host-{name}" if self.secure else name
