"""The client's address behind proxies: read from headers of trusted proxies only.

A proxy writes `Forwarded` (RFC 7239), or `X-Forwarded-For` and `X-Forwarded-Proto`; each adds to
the right what it saw itself, so the list is read from there, as far as trusted proxies wrote it.
What is no address ends the reading: it never goes into a log.
"""

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address, ip_address

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from services.gateway.settings import Network

_OF_SOCKETS = {"http": "ws", "https": "wss"}
_LISTED = 50
"""A list that is longer was not made by proxies."""
# A parameter of an element: a token, or a quoted string with pairs (RFC 7239 section 4).
_PARAMETER = re.compile(r'\s*([\w!#$%&\'*+.^`|~-]+)=("(?:[^"\\]|\\.)*"|[^\s;,"]*)\s*', re.ASCII)
_NODE = re.compile(r"^(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+))(?::(?:\d{1,5}|_[\w.-]+))?$", re.ASCII)


class TrustedProxies(msgspec.Struct, frozen=True):
    """The proxies whose headers count."""

    networks: tuple[Network, ...] = ()

    def __contains__(self, address: str) -> bool:
        found = _plain(address)
        return found != "" and any(ip_address(found) in network for network in self.networks)


class ForwardedHop(msgspec.Struct, frozen=True):
    """What one proxy saw: the address that a request came from, and its scheme, if it says so."""

    address: str
    scheme: str = ""


class ProxyHeaders:
    """ASGI middleware: puts the client's address and scheme into the scope."""

    def __init__(self, app: ASGIApp, trusted: TrustedProxies) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._trusted.networks:
            self._look(scope)
        await self._app(scope, receive, send)

    def _look(self, scope: Scope) -> None:
        client = scope.get("client")
        if client is None or client[0] not in self._trusted:
            return
        seen = first_untrusted(self._trusted, _hops(scope))
        if seen is None:
            return
        scope["client"] = (seen.address, 0)
        if seen.scheme:
            socket = scope["type"] == ScopeType.WEBSOCKET
            scope["scheme"] = _OF_SOCKETS[seen.scheme] if socket else seen.scheme


def first_untrusted(trusted: TrustedProxies, hops: Iterable[ForwardedHop]) -> ForwardedHop | None:
    """Return who came to the first of our proxies: the nearest that is not one of them itself.

    `hops` begins with the proxy that is nearest to us. None where nothing can be trusted.
    """
    seen = None
    for each in hops:
        if not each.address:
            return seen
        seen = each
        if each.address not in trusted:
            return seen
    return seen


def _hops(scope: Scope) -> Iterator[ForwardedHop]:
    """Yield what proxies saw, the nearest first; an empty address where it is none."""
    headers = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    forwarded = ",".join(value for name, value in headers if name == b"forwarded")
    if forwarded:
        return reversed(read_forwarded(forwarded))
    addresses = ",".join(value for name, value in headers if name == b"x-forwarded-for")
    schemes = [value for name, value in headers if name == b"x-forwarded-proto"]
    scheme = _scheme(schemes[-1].rsplit(",", 1)[-1].strip()) if schemes else ""
    words = addresses.rsplit(",", _LISTED)[-_LISTED:] if addresses else []
    return iter([ForwardedHop(_node(word.strip()), scheme) for word in reversed(words)])


def read_forwarded(header: str) -> list[ForwardedHop]:
    """Read the elements of `Forwarded` in their order (RFC 7239 section 4).

    One that cannot be read, and all before it, are nobody: who wrote them is not known.
    """
    elements: list[dict[str, str]] = [{}]
    at = 0
    while at < len(header):
        found = _PARAMETER.match(header, at)
        if found is None:
            return []
        value = found[2]
        if value.startswith('"'):
            value = re.sub(r"\\(.)", r"\1", value[1:-1])
        elements[-1][found[1].lower()] = value
        at = found.end()
        if at < len(header):
            if header[at] == ",":
                elements.append({})
            elif header[at] != ";":
                return []
            at += 1
    last = elements[-_LISTED:]
    return [
        ForwardedHop(_node(each.get("for", "")), _scheme(each.get("proto", ""))) for each in last
    ]


def _scheme(word: str) -> str:
    return word.lower() if word.lower() in {"http", "https"} else ""


def _node(word: str) -> str:
    """Read `192.0.2.7`, `192.0.2.7:4711`, `[2001:db8::7]:4711` or, in X-Forwarded-For, a bare
    IPv6 address; an empty text for anything else (RFC 7239 section 6)."""
    found = _NODE.match(word)
    return _plain((found[1] or found[2]) if found else word)


def _plain(word: str) -> str:
    """Write an address as it is always written; an empty text where it is none."""
    if len(word) > 45 or "%" in word:
        return ""
    try:
        address = ip_address(word)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
