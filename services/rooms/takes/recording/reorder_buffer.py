"""Puts the packets of one track back in order, waiting a while for those that are missing."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from services.rooms.media.rtp.packet import Packet
from services.rooms.media.rtp.sequence import Sequence

MOST_HELD = 1024


@dataclass(frozen=True, slots=True)
class BufferedPacket:
    """`after_loss`: what should come right before it never came."""

    packet: Packet
    arrival: float
    after_loss: bool = False


class ReorderBuffer(msgspec.Struct, array_like=True):
    """`patience` is in seconds, by arrival times."""

    patience: float
    sequence: Sequence = msgspec.field(default_factory=Sequence)
    next: int | None = None
    held: dict[int, BufferedPacket] = {}

    def add(self, packet: Packet, arrival: float) -> Iterator[BufferedPacket]:
        """Take a packet; yields those whose turn has come."""
        number = self.sequence.extend(packet.number)
        if number is None or (self.next is not None and number < self.next):
            return
        packet.number = number
        if self.next is None:
            self.next = number
        self.held[number] = BufferedPacket(packet, arrival)
        yield from self._due(arrival)

    def rest(self) -> Iterator[BufferedPacket]:
        """All that is left; nothing more will come."""
        yield from self._due(float("inf"))

    def _due(self, now: float) -> Iterator[BufferedPacket]:
        lost = False
        while self.held:
            arrived = self.held.pop(self.next or 0, None)
            if arrived is not None:
                self.next = arrived.packet.number + 1
                yield BufferedPacket(arrived.packet, arrived.arrival, lost) if lost else arrived
                lost = False
                continue
            first = min(self.held)
            waited = now - self.held[first].arrival
            if waited < self.patience and len(self.held) < MOST_HELD:
                return
            self.next, lost = first, True
