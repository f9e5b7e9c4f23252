"""The UDP sockets of one connection: one an address, non-blocking, never waited for."""

import asyncio
import contextlib
import ipaddress
import random
import socket
from collections.abc import Callable

from services.rooms.media.ice import Address
from services.rooms.media.options import TransportOptions

BUFFER = 1 << 20
TRIES = 50
BURST = 64
"""Datagrams taken from one socket before others get their turn."""
DATAGRAM = 2048

Path = tuple[socket.socket, Address]
"""Which of our sockets, and whom it talks to."""


class NoPortLeft(OSError):
    """Every UDP port tried in the configured range is taken."""


class Sockets:
    """Open until `close`. `on_datagram` gets what comes, and the way it came. Raises OSError when
    there is no port."""

    def __init__(
        self, options: TransportOptions, on_datagram: Callable[[bytes, Path], None]
    ) -> None:
        self._on_datagram = on_datagram
        self._sockets = open_sockets(options)
        self.advertised = advertised(options, self._sockets)
        for opened in self._sockets:
            asyncio.get_running_loop().add_reader(opened.fileno(), self._readable, opened)

    def close(self) -> None:
        for opened in self._sockets:
            asyncio.get_running_loop().remove_reader(opened.fileno())
            opened.close()
        self._sockets.clear()

    def _readable(self, opened: socket.socket) -> None:
        for _ in range(BURST):
            try:
                data, source = opened.recvfrom(DATAGRAM)
            except OSError:
                return
            if len(data) > 1:
                self._on_datagram(data, (opened, source[:2]))


def put(data: bytes, path: Path) -> None:
    """Send, or not: what is worth it is repeated by its protocol."""
    opened, address = path
    with contextlib.suppress(OSError):
        opened.sendto(data, address)


def open_sockets(options: TransportOptions) -> list[socket.socket]:
    """A socket for each local address; addresses this machine does not have are passed over.

    Raises OSError when none could be opened.
    """
    wanted = (options.bind,) if options.bind else options.addresses
    opened: list[socket.socket] = []
    failure = OSError("no address to listen on for media")
    for address in wanted:
        try:
            opened.append(_open(address, options.port_range))
        except OSError as error:
            failure = error
    if not opened:
        raise failure
    return opened


def advertised(options: TransportOptions, sockets: list[socket.socket]) -> list[tuple[str, int]]:
    """What the client is told to send to, in order of preference."""
    local = [s.getsockname()[:2] for s in sockets]
    if options.bind:
        return [(address, local[0][1]) for address in options.addresses]
    return local


def _open(address: str, ports: tuple[int, int] | None) -> socket.socket:
    version = ipaddress.ip_address(address).version
    opened = socket.socket(socket.AF_INET6 if version == 6 else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        opened.settimeout(0)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        _bind(opened, address, ports)
    except OSError:
        opened.close()
        raise
    return opened


def _bind(opened: socket.socket, address: str, ports: tuple[int, int] | None) -> None:
    first, last = ports or (0, 0)
    span = range(first, last + 1)
    for port in random.sample(span, min(TRIES, len(span))):
        with contextlib.suppress(OSError):
            opened.bind((address, port))
            return
    raise NoPortLeft(f"no free UDP port for media from {first} to {last} on {address}")
