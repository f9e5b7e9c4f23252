"""Puts the packets of one track back in order, waiting a while for those that are missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.rooms.rtp.packet import Packet
from services.rooms.rtp.sequence import Sequence

MOST_HELD = 1024


@dataclass(frozen=True, slots=True)
class Arrived:
    """`after_loss`: what should come right before it never came."""

    packet: Packet
    arrival: float
    after_loss: bool = False


class Ordering:
    """`patience` is in seconds, by arrival times."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._sequence = Sequence()
        self._next: int | None = None
        self._held: dict[int, Arrived] = {}

    def add(self, packet: Packet, arrival: float) -> Iterator[Arrived]:
        """Take a packet; yields those whose turn has come."""
        number = self._sequence.extend(packet.number)
        if number is None or (self._next is not None and number < self._next):
            return
        packet.number = number
        if self._next is None:
            self._next = number
        self._held[number] = Arrived(packet, arrival)
        yield from self._due(arrival)

    def rest(self) -> Iterator[Arrived]:
        """All that is left; nothing more will come."""
        yield from self._due(float("inf"))

    def _due(self, now: float) -> Iterator[Arrived]:
        lost = False
        while self._held:
            arrived = self._held.pop(self._next or 0, None)
            if arrived is not None:
                self._next = arrived.packet.number + 1
                yield Arrived(arrived.packet, arrived.arrival, lost) if lost else arrived
                lost = False
                continue
            first = min(self._held)
            waited = now - self._held[first].arrival
            if waited < self._patience and len(self._held) < MOST_HELD:
                return
            self._next, lost = first, True
