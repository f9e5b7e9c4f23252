"""The UDP sockets of one connection: one an address, non-blocking, never waited for."""

import contextlib
import ipaddress
import random
import socket

from services.rooms.media.options import TransportOptions

BUFFER = 1 << 20
TRIES = 50


class NoPortLeft(OSError):
    """Every UDP port tried in the configured range is taken."""


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
