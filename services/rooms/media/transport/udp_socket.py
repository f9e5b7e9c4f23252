"""One UDP socket of a worker: which connection has which remote address, and sending in runs."""

import errno
import socket
import struct
from functools import lru_cache
from typing import Any, Protocol

from services.rooms.media.transport.dtls_srtp import CryptoBuffer

Source = tuple[Any, ...]
"""A remote address as the socket gives it: host and port, for IPv6 also flow and scope."""

UDP_SEGMENT = 103
"""Linux's generic segmentation offload for UDP, since 4.18 (linux/udp.h)."""


class DatagramHandler(Protocol):
    """A connection, as its worker's sockets see it."""

    @property
    def is_alive(self) -> bool:
        """Whether a packet of it came just now, so that nobody else may take its address."""

    def receive_media(self, buffer: CryptoBuffer, size: int, now: float) -> None: ...
    def receive_dtls(self, data: bytes) -> None: ...
    def receive_stun(self, data: bytes, path: "Path") -> None: ...


class UdpSocket:
    """`handlers` is bounded by its users: a connection has a bounded number of addresses."""

    def __init__(self, opened: socket.socket) -> None:
        self.socket = opened
        self.handlers: dict[Source, DatagramHandler] = {}
        self.segments = _can_segment(opened)
        """Whether one call can send a run of datagrams."""

    def bind(self, source: Source, handler: DatagramHandler) -> bool:
        """Let what comes from `source` go to `handler`; False while it is somebody else's."""
        owner = self.handlers.get(source)
        if owner is not None and owner is not handler and owner.is_alive:
            return False
        self.handlers[source] = handler
        return True

    def unbind(self, source: Source, handler: DatagramHandler) -> None:
        if self.handlers.get(source) is handler:
            del self.handlers[source]

    def send(self, data: bytes | memoryview, source: Source) -> bool:
        """Send one datagram, or not: what is worth it is repeated by its protocol."""
        try:
            self.socket.sendto(data, source)
        except OSError:
            return False
        return True

    def send_run(self, data: memoryview, size: int, source: Source) -> int:
        """Send datagrams of `size` bytes that lie one behind the other, the last may be shorter,
        64 and 65,000 bytes at most. The number of those that were dropped."""
        if len(data) <= size:
            return 0 if self.send(data, source) else 1
        if not self.segments:
            return self._send_singly(data, size, source)
        try:
            self.socket.sendmsg((data,), _segmented(size), 0, source)
        except BlockingIOError:
            return -(-len(data) // size)
        except OSError as error:
            # EIO: the device cannot. EINVAL: more than the path's MTU allows, this time.
            self.segments = error.errno != errno.EIO
            return self._send_singly(data, size, source)
        return 0

    def _send_singly(self, data: memoryview, size: int, source: Source) -> int:
        parts = range(0, len(data), size)
        return sum(not self.send(data[at : at + size], source) for at in parts)


Path = tuple[UdpSocket, Source]
"""Which of our sockets, and whom it talks to."""


def _can_segment(opened: socket.socket) -> bool:
    try:
        opened.setsockopt(socket.IPPROTO_UDP, UDP_SEGMENT, 0)
    except OSError:
        return False
    return True


@lru_cache(4096)
def _segmented(size: int) -> tuple[tuple[int, int, bytes], ...]:
    return ((socket.IPPROTO_UDP, UDP_SEGMENT, struct.pack("H", size)),)
