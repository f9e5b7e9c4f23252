"""What a rooms process reads from its environment."""

from typing import Annotated

import msgspec

from services.rooms.media.ice_servers import IceServers
from services.rooms.media.transport.listening import host_addresses
from services.rooms.media.transport.options import TransportOptions
from services.rooms.protocol.server_messages import IceServer
from shared.settings import SettingsError

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]


class Settings(msgspec.Struct, frozen=True):
    """Both commands read these; each uses its own port."""

    database_url: str
    redis_url: str
    object_store_url: str
    """`file:///folder` or `s3://bucket/prefix`, the latter with the usual AWS variables."""
    ticket_key: str = ""
    rooms_port: Port = 8100
    postprocess_port: Port = 8190
    metrics_token: str = ""
    """Who carries it reads `/metrics`; without one nobody does."""
    rooms_public_ip: str = ""
    """Comma list of addresses that browsers can reach; empty: this host's own addresses."""
    rooms_udp_ports: str = ""
    """`from-to`, both included: a port for each worker of a machine; empty: the system chooses."""
    ice_servers: str = "[]"
    """JSON list of STUN and TURN servers for browsers, in RTCIceServer's shape."""
    turn_urls: str = ""
    """Comma list of `turn:` and `turns:` addresses of servers that share TURN_SECRET with us."""
    turn_secret: str = ""
    turn_lifetime_s: Annotated[int, msgspec.Meta(ge=60, le=86_400)] = 3600
    """How long credentials made from it hold; a browser gets new ones with each welcome."""
    recording_dir: str = ".callboard/spool"
    """The folder of takes until they are in the object store; one for all nodes of a machine."""


def transport_options(settings: Settings) -> TransportOptions:
    """Say where the media plane listens.

    Raises:
        SettingsError: the port range is not `from-to`.
    """
    named = tuple(a.strip() for a in settings.rooms_public_ip.split(",") if a.strip())
    return TransportOptions(
        addresses=named or host_addresses(), port_range=_port_range(settings.rooms_udp_ports)
    )


def _port_range(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, _, last = text.partition("-")
    if not (first.isdigit() and last.isdigit() and 1 <= int(first) <= int(last) <= 65535):
        raise SettingsError(f"ROOMS_UDP_PORTS is `from-to`, not {text!r}")
    return int(first), int(last)


def ice_servers(settings: Settings) -> IceServers:
    """Read which STUN and TURN servers browsers get.

    Raises:
        SettingsError: says which variable cannot be used, and why.
    """
    try:
        fixed = msgspec.json.decode(settings.ice_servers, type=tuple[IceServer, ...])
    except msgspec.DecodeError as error:
        raise SettingsError(f"ICE_SERVERS cannot be used: {error}") from error
    urls = tuple(url.strip() for url in settings.turn_urls.split(",") if url.strip())
    if wrong := [url for url in urls if not url.startswith(("turn:", "turns:"))]:
        raise SettingsError(f"TURN_URLS are turn:host:port or turns:host:port, not {wrong[0]!r}")
    if urls and not settings.turn_secret:
        raise SettingsError("TURN_URLS needs TURN_SECRET, coturn's static-auth-secret")
    return IceServers(fixed, urls, settings.turn_secret, settings.turn_lifetime_s)
