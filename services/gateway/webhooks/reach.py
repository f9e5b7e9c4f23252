"""Posting to addresses that others chose, and reaching nothing of our own by it.

A name is resolved here, each time, and the connection goes to the address that was looked at: who
answers differently the next time gains nothing (DNS rebinding). Redirects are not followed.
"""

import asyncio
import socket
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, ip_address, ip_network

import httpcore
import httpx
import msgspec

from services.gateway.webhooks.model import AddressRefused

TIMEOUT_S = 10
ANSWER_LIMIT = 4096
PORTS = frozenset({443, 8443})

# Global by their registries, and yet inside: metadata and wire servers of clouds, and relays of
# IPv4 over IPv6 (RFC 7526, RFC 6890), behind which anything may be.
_INSIDE = tuple(
    ip_network(each)
    for each in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "2002::/16", "3fff::/20")
)
_GLOBAL_UNICAST = ip_network("2000::/3")  # RFC 4291 section 2.4; mapped addresses are outside


class Unreachable(Exception):
    """There was no answer; the message says why, to who owns the receiver."""


class Answer(msgspec.Struct, frozen=True):
    """An HTTP status, and the first bytes of a body, up to `ANSWER_LIMIT`."""

    code: int
    body: bytes


def is_outside(address: str) -> bool:
    """Tell whether an address is of the public Internet, and of nobody's inside."""
    parsed = ip_address(address.partition("%")[0])
    if not isinstance(parsed, IPv4Address) and parsed not in _GLOBAL_UNICAST:
        return False
    inside = any(parsed in network for network in _INSIDE if network.version == parsed.version)
    return parsed.is_global and not parsed.is_multicast and not inside


class Reach:
    """What may be reached: the public Internet over TLS; `anywhere` where it is developed."""

    def __init__(self, *, anywhere: bool) -> None:
        self.anywhere = anywhere
        self._tls = httpx.create_ssl_context()

    def checked(self, url: str) -> str:
        """Return an address in its normal form.

        Raises:
            AddressRefused: it is not one that webhooks are sent to.
        """
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise AddressRefused(url="This is not an address of the web.") from error
        if not parsed.host or parsed.scheme not in {"https", "http"}:
            raise AddressRefused(url="Please give the whole address, from https:// on.")
        if parsed.userinfo:
            raise AddressRefused(url="Please leave the name and password out: we sign instead.")
        if not self.anywhere and parsed.scheme != "https":
            raise AddressRefused(url="Please use https: others could read along without.")
        if not self.anywhere and (parsed.port or 443) not in PORTS:
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
            async with asyncio.timeout(TIMEOUT_S):
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
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, OverflowError) as error:
            raise Unreachable("This name is not known.") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not addresses or not (self.anywhere or all(map(is_outside, addresses))):
            raise Unreachable("This name leads to an address that is not public.")
        return addresses

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post once, over a connection of its own.

        Raises:
            Unreachable: the address is refused, or nothing answers in time.
        """
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await self._post(self.checked(url), headers, body)
        except TimeoutError as error:
            raise Unreachable(f"There was no whole answer within {TIMEOUT_S} s.") from error
        except AddressRefused as error:
            raise Unreachable(error.message) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise Unreachable(f"The connection failed: {error}"[:300]) from error

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        given, read = list(headers.items()), bytearray()
        pool = httpcore.AsyncConnectionPool(self._tls, network_backend=_LookedAt(self))
        async with pool, pool.stream("POST", url, headers=given, content=body) as response:
            async for chunk in response.aiter_stream():
                read.extend(chunk)
                if len(read) >= ANSWER_LIMIT:
                    break
            return Answer(response.status, bytes(read[:ANSWER_LIMIT]))


class _LookedAt(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were looked at; TLS above it still asks for the name."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as the library asks for it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        refused: Exception = Unreachable("This name leads nowhere.")
        for address in await self._reach.resolve(host, port):
            try:
                return await self._plain.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                refused = error
        raise refused
