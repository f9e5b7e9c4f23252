"""Where a worker listens for media."""

import ipaddress

import ifaddr
import msgspec


def host_addresses() -> tuple[str, ...]:
    """IPv4 addresses of this machine, loopback first."""
    found = [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    usable = [a for a in found if not ipaddress.ip_address(a).is_loopback]
    return ("127.0.0.1", *dict.fromkeys(usable))


class Listening(msgspec.Struct, frozen=True):
    """`addresses` are written into descriptions; one UDP socket is opened on each, unless `bind`
    names the one local address behind all of them (1:1 NAT: the public address is not local)."""

    addresses: tuple[str, ...] = msgspec.field(default_factory=host_addresses)
    port_range: tuple[int, int] | None = None
    """First and last UDP port, both included; a worker takes the first that is free. None lets
    the system choose."""
    bind: str | None = None
