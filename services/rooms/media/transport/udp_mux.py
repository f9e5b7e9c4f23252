"""The UDP sockets of a worker, shared by all its connections.

A datagram belongs to the connection that lives behind its remote address; a STUN request belongs
to the one whose user fragment it names (RFC 8445 section 7.3), wherever it comes from. From
unknown addresses nothing else is read.
"""

import asyncio
import time
from collections.abc import Callable

from services.rooms.media.endpoints import Address
from services.rooms.media.transport.dtls_srtp import CryptoBuffer
from services.rooms.media.transport.ice_lite import fragment_of
from services.rooms.media.transport.listening import Listening
from services.rooms.media.transport.ports import advertised, open_sockets, overflowed
from services.rooms.media.transport.udp_socket import DatagramHandler, Path, Source, UdpSocket

BATCH, BATCH_S = 64, 0.004
"""Datagrams, and seconds, taken from one socket before others get their turn."""
DATAGRAM = 2048
RUN = 65_000
"""Bytes sent in one call: the longest UDP payload, less a margin for options."""


class UdpMux:
    """Its sockets open with the first connection and close after the last. All of it belongs to
    the thread of the event loop in which that happens. `received` and `unknown` count datagrams:
    all, and those from nobody known."""

    def __init__(self) -> None:
        self.receive_buffer, self.send_buffer = CryptoBuffer(DATAGRAM), CryptoBuffer(RUN)
        self.received = self.unknown = 0
        self._udp_sockets: list[UdpSocket] = []
        self._advertised: list[Address] = []
        self._handlers: dict[str, DatagramHandler] = {}
        self._waiting: list[Callable[[], None]] = []
        self._receiving = False

    @property
    def connections(self) -> int:
        return len(self._handlers)

    @property
    def sources(self) -> int:
        """Remote addresses that belong to a connection."""
        return sum(len(udp_socket.handlers) for udp_socket in self._udp_sockets)

    @property
    def overflowed(self) -> int:
        """Datagrams that came faster than they were taken, and were dropped by the kernel."""
        return sum(overflowed(udp_socket.socket) for udp_socket in self._udp_sockets)

    def register(
        self, listening: Listening, fragment: str, handler: DatagramHandler
    ) -> list[Address]:
        """Let checks for `fragment` reach the connection; where clients are to send to. Raises
        OSError when there is no port."""
        if not self._handlers:
            self._open(listening)
        self._handlers[fragment] = handler
        return self._advertised

    def unregister(self, fragment: str) -> None:
        """Forget a connection, which has left its addresses already."""
        if self._handlers.pop(fragment, None) is not None and not self._handlers:
            self._close()

    def later(self, flush: Callable[[], None]) -> None:
        """Call `flush` once what has come so far is dealt with."""
        if not self._waiting and not self._receiving:
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting.append(flush)

    def _open(self, listening: Listening) -> None:
        opened = open_sockets(listening)
        self._advertised = advertised(listening, opened)
        self._udp_sockets = [UdpSocket(one) for one in opened]
        for udp_socket in self._udp_sockets:
            asyncio.get_running_loop().add_reader(
                udp_socket.socket.fileno(), self._readable, udp_socket
            )

    def _close(self) -> None:
        for udp_socket in self._udp_sockets:
            asyncio.get_running_loop().remove_reader(udp_socket.socket.fileno())
            udp_socket.socket.close()
        self._udp_sockets = []

    def _readable(self, udp_socket: UdpSocket) -> None:
        self._receiving = True
        try:
            self._receive(udp_socket)
        finally:
            self._receiving = False
            self._flush()

    def _receive(self, udp_socket: UdpSocket) -> None:
        receive, view = udp_socket.socket.recvfrom_into, self.receive_buffer.view
        until = time.monotonic() + BATCH_S
        for _ in range(BATCH):
            try:
                size, source = receive(view)
            except OSError:
                return
            now = time.monotonic()
            if size > 1:
                self._datagram(size, udp_socket, source, now)
            if now > until:
                return

    def _datagram(self, size: int, udp_socket: UdpSocket, source: Source, now: float) -> None:
        """Datagrams are told apart by their first byte (RFC 7983)."""
        self.received += 1
        first, handler = self.receive_buffer.view[0], udp_socket.handlers.get(source)
        if first < 4:
            self._stun(bytes(self.receive_buffer.view[:size]), handler, (udp_socket, source))
        elif handler is None:
            self.unknown += 1
        elif 127 < first < 192:
            handler.receive_media(self.receive_buffer, size, now)
        elif 19 < first < 64:
            handler.receive_dtls(bytes(self.receive_buffer.view[:size]))

    def _stun(self, data: bytes, known: DatagramHandler | None, path: Path) -> None:
        fragment = fragment_of(data)
        handler = self._handlers.get(fragment) if fragment else known
        if handler is None:
            self.unknown += 1
        else:
            handler.receive_stun(data, path)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for flush in waiting:
            flush()
