from services.rooms.media.repair import (
    ASK_AGAIN,
    FIRST_ASK,
    KEPT,
    MOST_MISSING,
    TRIES,
    Missing,
    Ring,
)
from services.rooms.rtp.packet import parse_packet
from tests.unit.rooms_media.making import rtp


def test_a_missing_packet_is_asked_for_again_and_again_and_then_given_up() -> None:
    missing, now = Missing(), 10.0
    assert missing.skip(5, 8, now)
    assert missing.due(now) == ([], False)
    for _ in range(TRIES):
        now += max(FIRST_ASK, ASK_AGAIN) + 0.001
        assert missing.due(now) == ([5, 6, 7], False)
    assert missing.due(now + ASK_AGAIN + 0.001) == ([], True)
    assert len(missing) == 0


def test_a_straggler_is_not_asked_for_and_not_called_repaired() -> None:
    missing = Missing()
    missing.skip(5, 7, 10.0)
    assert not missing.came(5)
    assert missing.due(10.1) == ([6], False)
    assert missing.came(6)
    assert len(missing) == 0


def test_too_many_missing_are_not_worth_asking_for() -> None:
    missing = Missing()
    assert not missing.skip(0, MOST_MISSING + 1, 0.0)
    assert len(missing) == 0


def test_the_ring_keeps_the_last_packets_only() -> None:
    ring = Ring("video")
    for number in range(KEPT["video"] + 10):
        packet = parse_packet(rtp(number, b""), video=False)
        packet.number = number
        ring.put(packet)
    assert ring.get(9) is None
    kept = ring.get(10)
    assert kept is not None
    assert kept.number == 10
    assert ring.get(KEPT["video"] + 10) is None
