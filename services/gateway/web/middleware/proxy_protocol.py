"""The PROXY protocol, versions 1 and 2 (HAProxy, proxy-protocol.txt, sections 2.1 and 2.2).

A proxy that passes bytes on, and reads no HTTP, says before the first of them from where they come.
Only a proxy that is trusted may, and then it must: what comes without is not what was set up.
"""

import asyncio
import struct
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from services.gateway.web.middleware.proxies import TrustedProxies

_V1, _V2 = b"PROXY ", b"\r\n\r\n\x00\r\nQUIT\n"
_V1_LONGEST, _V2_LONGEST = 107, 536
_ADDRESS_HEADERS = (b"forwarded", b"x-forwarded-for")


class MalformedPreamble(Exception):
    """This connection does not begin as the PROXY protocol asks."""


def read(begun: bytes) -> tuple[str, int] | None:
    """Return the address that a connection comes from, and how many bytes said so; None as long as
    it is not all there. The address is empty where the proxy speaks for itself, or does not know.

    Raises:
        MalformedPreamble
    """
    if begun.startswith(_V2[: len(begun)]):
        return _read_2(begun)
    if begun.startswith(_V1[: len(begun)]):
        return _read_1(begun)
    raise MalformedPreamble


def _read_1(begun: bytes) -> tuple[str, int] | None:
    line, end, _ = begun[:_V1_LONGEST].partition(b"\r\n")
    if not end:
        if len(begun) >= _V1_LONGEST:
            raise MalformedPreamble
        return None
    words = line.decode("ascii", "replace").split(" ")
    length = len(line) + len(end)
    if words[1] == "UNKNOWN":
        return "", length
    if len(words) != 6 or words[1] not in {"TCP4", "TCP6"}:
        raise MalformedPreamble
    try:
        return str(ip_address(words[2])), length
    except ValueError as error:
        raise MalformedPreamble from error


def _read_2(begun: bytes) -> tuple[str, int] | None:
    if len(begun) < 16:
        return None
    command, family, rest = struct.unpack("!BBH", begun[12:16])
    length = 16 + rest
    if command not in {0x20, 0x21} or length > _V2_LONGEST:
        raise MalformedPreamble
    if len(begun) < length:
        return None
    if command == 0x20:
        return "", length
    if family == 0x11 and rest >= 12:
        return str(IPv4Address(begun[16:20])), length
    if family == 0x21 and rest >= 36:
        return str(IPv6Address(begun[16:32])), length
    return "", length


class ProxyProtocol(H11Protocol):
    """HTTP behind such a proxy. `trusted` is set by `behind`."""

    trusted = TrustedProxies()
    _begun: bytes | None = None
    _from = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self.client and self.client[0] in self.trusted:
            self._begun = b""

    def data_received(self, data: bytes) -> None:
        if self._begun is not None:
            self._begun += data
            try:
                said = read(self._begun)
            except MalformedPreamble:
                self.transport.close()
                return
            if said is None:
                return
            address, length = said
            data, self._begun = self._begun[length:], None
            if address:
                self._from, self.client = address, (address, 0)
            if not data:
                return
        super().data_received(data)

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand the address on: the WebSocket looks at the connection anew, and finds the proxy."""
        if self._from:
            kept = [
                (name, value)
                for name, value in self.headers
                if name.lower() not in _ADDRESS_HEADERS
            ]
            self.headers = [*kept, (b"x-forwarded-for", self._from.encode())]
        super().handle_websocket_upgrade(event)


def behind(trusted: TrustedProxies) -> type[ProxyProtocol]:
    """Return the protocol for uvicorn, behind these proxies."""
    return type("ProxyProtocolBehindThese", (ProxyProtocol,), {"trusted": trusted})
