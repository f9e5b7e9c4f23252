"""The last packets of a track, cached to be sent again to subscribers."""

from collections.abc import Iterable

from services.rooms.media.rtp.clock import Kind
from services.rooms.media.rtp.packet import Packet
from services.rooms.media.rtp.vp8 import PICTURE_IDS

NEAR = 64
"""How far away the pictures around a missing number are looked for."""
KEPT: dict[Kind, int] = {"audio": 128, "video": 1024}
"""Packets: two seconds and more."""


class PacketCache:
    """The last packets of one track, for all who watch it."""

    def __init__(self, kind: Kind) -> None:
        self._size = KEPT[kind]
        self._packets: list[Packet | None] = [None] * self._size

    def put(self, packet: Packet) -> None:
        self._packets[packet.number % self._size] = packet

    def get(self, number: int) -> Packet | None:
        packet = self._packets[number % self._size]
        return packet if packet is not None and packet.number == number else None

    def between_pictures(self, number: int) -> bool:
        """Whether a number that did not come lies between two whole pictures: then it was padding,
        with which browsers probe their path, and which they do not send again."""
        before = self._nearest(range(number - 1, number - NEAR, -1))
        after = self._nearest(range(number + 1, number + NEAR))
        return (
            before is not None
            and after is not None
            and before.marker != 0
            and after.vp8 is not None
            and after.vp8.begins
            and before.vp8 is not None
            and after.vp8.picture == (before.vp8.picture + 1) % PICTURE_IDS
        )

    def _nearest(self, numbers: Iterable[int]) -> Packet | None:
        """The first of the numbers that came and has something of a picture."""
        packets = (self.get(number) for number in numbers)
        return next((p for p in packets if p is not None and p.vp8 is not None), None)
