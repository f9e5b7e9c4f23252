import pytest

from services.rooms.media.ingress.packet_cache import KEPT, PacketCache
from services.rooms.media.rtcp.nack_generator import (
    ASK_AGAIN,
    FIRST_ASK,
    MOST_MISSING,
    PATIENT_AFTER,
    TRIES,
    MissingPackets,
)
from services.rooms.media.rtp.packet import parse_packet
from tests.unit.rooms_media.making import rtp, vp8


def test_a_missing_packet_is_asked_for_again_and_again_and_then_given_up() -> None:
    missing, now = MissingPackets(), 10.0
    assert missing.skip(5, 8, now)
    assert missing.due(now) == ([], [])
    for tries in range(TRIES):
        pause = ASK_AGAIN * (1 + max(0, tries - 1) // PATIENT_AFTER) if tries else FIRST_ASK
        assert missing.due(now + pause - 0.001) == ([], [])
        now += pause + 0.001
        assert missing.due(now) == ([5, 6, 7], [])
    assert missing.due(now + 1) == ([], [5, 6, 7])
    assert len(missing) == 0


def test_a_straggler_is_not_asked_for_and_not_called_repaired() -> None:
    missing = MissingPackets()
    missing.skip(5, 7, 10.0)
    assert not missing.received(5)
    assert missing.due(10.1) == ([6], [])
    assert missing.received(6)
    assert len(missing) == 0


def test_too_many_missing_are_not_worth_asking_for() -> None:
    missing = MissingPackets()
    assert not missing.skip(0, MOST_MISSING + 1, 0.0)
    assert len(missing) == 0


def test_the_ring_keeps_the_last_packets_only() -> None:
    packet_cache = PacketCache("video")
    for number in range(KEPT["video"] + 10):
        packet = parse_packet(rtp(number, b""), video=False)
        packet.number = number
        packet_cache.put(packet)
    assert packet_cache.get(9) is None
    kept = packet_cache.get(10)
    assert kept is not None
    assert kept.number == 10
    assert packet_cache.get(KEPT["video"] + 10) is None


@pytest.mark.parametrize(
    ("came", "padding"),
    [
        ("1a. 1z! _ 2a!", True),  # between two whole pictures
        ("1a! pad _ pad 2a!", True),
        ("1a. _ 2a!", False),  # the first picture's end
        ("1a! _ 2z!", False),  # the second one's beginning
        ("1a! _ 3a!", False),  # a whole picture
        ("1a! _", False),  # nobody knows yet
        ("_ 1a!", False),
    ],
)
def test_what_lies_between_two_whole_pictures_was_padding(came: str, *, padding: bool) -> None:
    """`2a` begins picture 2, `2z` goes on with it, `!` ends one; `_` is what did not come."""
    packet_cache, missing = PacketCache("video"), 0
    for number, said in enumerate(came.split(), 0x10000):
        if said == "_":
            missing = number
            continue
        payload = b"" if said == "pad" else vp8(begins=said[1] == "a", picture=int(said[0]))
        packet = parse_packet(rtp(number, payload, marker=said.endswith("!")), video=True)
        packet.number = number
        packet_cache.put(packet)
    assert packet_cache.between_pictures(missing) == padding
