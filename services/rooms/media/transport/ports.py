"""UDP sockets: one an address, non-blocking, with room for the bursts of a whole worker."""

import contextlib
import ipaddress
import socket
import struct

from services.rooms.media.transport.listening import Listening

RECEIVE_BUFFER = SEND_BUFFER = 2 << 20
"""Bytes; Linux doubles it for its own needs. Some 100 ms of what a full worker gets: what would
wait longer is of no use to anybody live."""
SO_SNDBUFFORCE, SO_RCVBUFFORCE, SO_MEMINFO = 32, 33, 55  # Linux, not named by Python
MEMINFO = struct.Struct("9I")


class NoPortLeft(OSError):
    """Every UDP port in the configured range is taken."""


def open_sockets(listening: Listening) -> list[socket.socket]:
    """A socket for each local address; addresses this machine does not have are passed over.

    Raises OSError when none could be opened.
    """
    wanted = (listening.bind,) if listening.bind else listening.addresses
    opened: list[socket.socket] = []
    failure = OSError("no address to listen on for media")
    for address in wanted:
        try:
            opened.append(_open(address, listening.port_range))
        except OSError as error:
            failure = error
    if not opened:
        raise failure
    return opened


def advertised(listening: Listening, sockets: list[socket.socket]) -> list[tuple[str, int]]:
    """The addresses that the client may send to, in order of preference."""
    local = [s.getsockname()[:2] for s in sockets]
    if listening.bind:
        return [(address, local[0][1]) for address in listening.addresses]
    return local


def overflowed(opened: socket.socket) -> int:
    """Datagrams that the kernel dropped because nobody took them in time; 0 where it cannot say."""
    try:
        info = opened.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, MEMINFO.size)
    except OSError:
        return 0
    drops: int = MEMINFO.unpack(info)[8] if len(info) == MEMINFO.size else 0
    return drops


def _open(address: str, ports: tuple[int, int] | None) -> socket.socket:
    version = ipaddress.ip_address(address).version
    opened = socket.socket(socket.AF_INET6 if version == 6 else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        opened.settimeout(0)
        _widen(opened, SO_RCVBUFFORCE, socket.SO_RCVBUF, RECEIVE_BUFFER)
        _widen(opened, SO_SNDBUFFORCE, socket.SO_SNDBUF, SEND_BUFFER)
        _bind(opened, address, ports)
    except OSError:
        opened.close()
        raise
    return opened


def _widen(opened: socket.socket, force: int, option: int, size: int) -> None:
    """Only a privileged process may pass the system's limit (net.core.rmem_max, wmem_max)."""
    try:
        opened.setsockopt(socket.SOL_SOCKET, force, size)
    except OSError:
        opened.setsockopt(socket.SOL_SOCKET, option, size)


def _bind(opened: socket.socket, address: str, ports: tuple[int, int] | None) -> None:
    first, last = ports or (0, 0)
    for port in range(first, last + 1):
        with contextlib.suppress(OSError):
            opened.bind((address, port))
            return
    raise NoPortLeft(f"no free UDP port for media from {first} to {last} on {address}")
