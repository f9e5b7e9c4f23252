"""What is asked again of a publisher, and kept to be sent again to viewers."""

from collections.abc import Iterable

from services.rooms.media.rtp.clock import Kind
from services.rooms.media.rtp.packet import Packet
from services.rooms.media.rtp.vp8 import PICTURE_IDS

FIRST_ASK = 0.01
"""Seconds a missing packet gets to turn up by itself."""
ASK_AGAIN = 0.04
PATIENT_AFTER = 4
"""Tries after which the pauses get longer: senders answer once in a round trip."""
TRIES = 10
MOST_MISSING = 512
NEAR = 64
"""How far away the pictures around a missing number are looked for."""
KEPT: dict[Kind, int] = {"audio": 128, "video": 1024}
"""Packets: two seconds and more."""


class MissingPackets:
    """Sequence numbers that were skipped, and when to ask for them (RFC 4585 section 6.2.1)."""

    def __init__(self) -> None:
        self._asked: dict[int, tuple[int, float]] = {}

    def __len__(self) -> int:
        return len(self._asked)

    def skip(self, first: int, end: int, now: float) -> bool:
        """Numbers `first` to `end`-1 did not come. False: too many, better ask a keyframe."""
        if end - first + len(self._asked) > MOST_MISSING:
            self._asked.clear()
            return False
        for number in range(first, end):
            self._asked[number] = (0, now + FIRST_ASK)
        return True

    def came(self, number: int) -> bool:
        """Whether this straggler had been asked for."""
        tries, _ = self._asked.pop(number, (0, 0.0))
        return tries > 0

    def due(self, now: float) -> tuple[list[int], list[int]]:
        """Numbers to ask for now, and those that are given up; both in order."""
        asking: list[int] = []
        hopeless = [n for n, (tries, at) in self._asked.items() if tries >= TRIES and at <= now]
        for number in hopeless:
            del self._asked[number]
        for number, (tries, at) in self._asked.items():
            if at <= now:
                asking.append(number)
                self._asked[number] = (tries + 1, now + ASK_AGAIN * (1 + tries // PATIENT_AFTER))
        return sorted(asking), sorted(hopeless)


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
