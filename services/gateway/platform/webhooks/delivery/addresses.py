"""Refuses addresses of webhooks that lead into a private network."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, ip_address, ip_network

import httpx

from services.gateway.platform.webhooks.model import AddressRefused

PORTS = frozenset({443, 8443})
PATIENCE_S = 10
LOOKUPS = 16

# Global by their registries, and yet inside: metadata and wire servers of clouds, and relays of
# IPv4 over IPv6 (RFC 7526, RFC 6890), behind which anything may be.
_INSIDE = tuple(
    ip_network(each)
    for each in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "2002::/16", "3fff::/20")
)
_GLOBAL_UNICAST = ip_network("2000::/3")  # RFC 4291 section 2.4; mapped addresses are outside


class Unreachable(Exception):
    """There was no answer; the message says why, to who owns the receiver."""


def is_outside(address: str) -> bool:
    """Whether an address is of the public Internet, and of nobody's private network."""
    parsed = ip_address(address.partition("%")[0])
    if not isinstance(parsed, IPv4Address) and parsed not in _GLOBAL_UNICAST:
        return False
    inside = any(parsed in network for network in _INSIDE if network.version == parsed.version)
    return parsed.is_global and not parsed.is_multicast and not inside


class Addresses:
    """The public Internet over TLS; `anywhere` where Callboard itself is developed."""

    def __init__(self, *, anywhere: bool) -> None:
        self._anywhere = anywhere
        # The loop's own threads look up mail servers and stores: a name that is never found,
        # as somebody may choose it, must not hold up those.
        self._threads = ThreadPoolExecutor(LOOKUPS, "webhook-names")

    def checked(self, url: str) -> str:
        """Return an address in its normal form.

        Raises:
            AddressRefused: it is not one that webhooks are sent to.
        """
        try:
            parsed = httpx.URL(url)
            host = parsed.host  # which reads the A-labels of an international name (RFC 5891)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise AddressRefused(url="This is not an address of the web.") from error
        if not host or parsed.scheme not in {"https", "http"}:
            raise AddressRefused(url="Please give the whole address, from https:// on.")
        if parsed.userinfo:
            raise AddressRefused(url="Please leave the name and password out: we sign instead.")
        if not self._anywhere and parsed.scheme != "https":
            raise AddressRefused(url="Please use https: others could read along without.")
        if not self._anywhere and (parsed.port or 443) not in PORTS:
            raise AddressRefused(url="Please use port 443 or 8443.")
        return str(parsed.copy_with(fragment=None))

    async def looked_at(self, url: str) -> str:
        """Return an address in its normal form, whose name leads somewhere.

        Raises:
            AddressRefused
        """
        checked = self.checked(url)
        parsed = httpx.URL(checked)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.resolve(parsed.raw_host.decode(), parsed.port or 443)
        except (Unreachable, TimeoutError) as error:
            said = str(error) or "This name was not found in time. Please try again."
            raise AddressRefused(url=said) from error
        return checked

    async def resolve(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host.

        Raises:
            Unreachable: it has none, or one of them is inside.
        """
        look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._threads, look_up)
        except (OSError, UnicodeError, OverflowError) as error:
            raise Unreachable("This name is not known.") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not addresses or not (self._anywhere or all(map(is_outside, addresses))):
            raise Unreachable("This name leads to an address that is not public.")
        return addresses
