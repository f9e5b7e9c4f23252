"""Where the media plane listens, and how patient it is."""

import ipaddress

import ifaddr
import msgspec


def host_addresses() -> tuple[str, ...]:
    """IPv4 addresses of this machine, loopback first."""
    found = [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    usable = [a for a in found if not ipaddress.ip_address(a).is_loopback]
    return ("127.0.0.1", *dict.fromkeys(usable))


class TransportOptions(msgspec.Struct, frozen=True):
    """`addresses` are written into descriptions; one UDP socket is opened on each, unless `bind`
    names the one local address behind all of them (1:1 NAT: the public address is not local)."""

    addresses: tuple[str, ...] = msgspec.field(default_factory=host_addresses)
    port_range: tuple[int, int] | None = None
    """First and last UDP port, both included; None lets the system choose."""
    bind: str | None = None
    dead_after: float = 4.5
    """Seconds of silence until a connection counts as lost."""
    connect_within: float = 15.0
    """Seconds for ICE and DTLS."""
    video_ceiling: int = 2_500_000
    """Bits per second a publisher is asked to stay under."""
