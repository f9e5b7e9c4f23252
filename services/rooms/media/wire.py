"""The UDP sockets of a worker, shared by all its connections.

A datagram belongs to the connection that lives behind its remote address; a STUN request belongs
to the one whose user fragment it names (RFC 8445 section 7.3), wherever it comes from. From
unknown addresses nothing else is looked at.
"""

import asyncio
import time
from collections.abc import Callable

from services.rooms.media.door import Door, Path, Resident, Source
from services.rooms.media.ice import Address, fragment_of
from services.rooms.media.listening import Listening
from services.rooms.media.sockets import advertised, open_sockets, overflowed
from services.rooms.media.transport import Slab

BATCH, BATCH_S = 64, 0.004
"""Datagrams, and seconds, taken from one socket before others get their turn."""
DATAGRAM = 2048
RUN = 65_000
"""Bytes sent in one call: the longest UDP payload, less a margin for options."""


class Wire:
    """Its sockets open with the first connection and close after the last. All of it belongs to
    the thread of the event loop in which that happens. `received` and `unknown` count datagrams:
    all, and those from nobody known."""

    def __init__(self) -> None:
        self.inbox, self.outbox = Slab(DATAGRAM), Slab(RUN)
        self.received = self.unknown = 0
        self._doors: list[Door] = []
        self._advertised: list[Address] = []
        self._residents: dict[str, Resident] = {}
        self._waiting: list[Callable[[], None]] = []
        self._receiving = False

    @property
    def connections(self) -> int:
        return len(self._residents)

    @property
    def sources(self) -> int:
        """Remote addresses that belong to a connection."""
        return sum(len(door.residents) for door in self._doors)

    @property
    def overflowed(self) -> int:
        """Datagrams that came faster than they were taken, and were dropped by the kernel."""
        return sum(overflowed(door.socket) for door in self._doors)

    def enter(self, listening: Listening, fragment: str, resident: Resident) -> list[Address]:
        """Let checks for `fragment` reach the connection; where clients are to send to. Raises
        OSError when there is no port."""
        if not self._residents:
            self._open(listening)
        self._residents[fragment] = resident
        return self._advertised

    def leave(self, fragment: str) -> None:
        """Forget a connection, which has left its addresses already."""
        if self._residents.pop(fragment, None) is not None and not self._residents:
            self._close()

    def later(self, flush: Callable[[], None]) -> None:
        """Call `flush` once what has come so far is dealt with."""
        if not self._waiting and not self._receiving:
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting.append(flush)

    def _open(self, listening: Listening) -> None:
        opened = open_sockets(listening)
        self._advertised = advertised(listening, opened)
        self._doors = [Door(one) for one in opened]
        for door in self._doors:
            asyncio.get_running_loop().add_reader(door.socket.fileno(), self._readable, door)

    def _close(self) -> None:
        for door in self._doors:
            asyncio.get_running_loop().remove_reader(door.socket.fileno())
            door.socket.close()
        self._doors = []

    def _readable(self, door: Door) -> None:
        self._receiving = True
        try:
            self._receive(door)
        finally:
            self._receiving = False
            self._flush()

    def _receive(self, door: Door) -> None:
        receive, view = door.socket.recvfrom_into, self.inbox.view
        until = time.monotonic() + BATCH_S
        for _ in range(BATCH):
            try:
                size, source = receive(view)
            except OSError:
                return
            now = time.monotonic()
            if size > 1:
                self._datagram(size, door, source, now)
            if now > until:
                return

    def _datagram(self, size: int, door: Door, source: Source, now: float) -> None:
        """Datagrams are told apart by their first byte (RFC 7983)."""
        self.received += 1
        first, resident = self.inbox.view[0], door.residents.get(source)
        if first < 4:
            self._stun(bytes(self.inbox.view[:size]), resident, (door, source))
        elif resident is None:
            self.unknown += 1
        elif 127 < first < 192:
            resident.hear_media(self.inbox, size, now)
        elif 19 < first < 64:
            resident.hear_dtls(bytes(self.inbox.view[:size]))

    def _stun(self, data: bytes, known: Resident | None, path: Path) -> None:
        fragment = fragment_of(data)
        resident = self._residents.get(fragment) if fragment else known
        if resident is None:
            self.unknown += 1
        else:
            resident.hear_stun(data, path)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for flush in waiting:
            flush()
