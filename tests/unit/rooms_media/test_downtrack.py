"""Whatever is shown in it, a link's stream looks to its viewer like one sender's."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.egress.downtrack import DownTrack, Send
from services.rooms.media.egress.rtx import RtxSender
from services.rooms.media.ingress.track import Later, Track, at_once
from services.rooms.media.rtp.packet import Packet, parse_packet
from tests.unit.rooms_media.making import rtp, vp8

OURS = 0xCAFE
PAYLOAD_TYPE, RTX_TYPE = 120, 121


def ignored(_: bytes) -> None:
    """RTCP that these tests do not look at."""


def into(sent: list[bytes]) -> Send:
    """A connection that only writes down what it is to send."""
    return lambda run: sent.extend(header + wire_payload for header, wire_payload in run)


@dataclass
class Screen:
    """A viewer's end of one video link."""

    sent: list[bytes]
    downtrack: DownTrack

    @classmethod
    def fresh(cls) -> "Screen":
        sent: list[bytes] = []
        return cls(sent, DownTrack("video", OURS, PAYLOAD_TYPE, into(sent), ignored))

    def seen(self) -> list[Packet]:
        return [parse_packet(data, video=True) for data in self.sent]

    def numbers(self) -> list[int]:
        return [packet.number for packet in self.seen()]


class Camera:
    """A publisher's track, one packet a picture."""

    def __init__(
        self, number: int = 100, timestamp: int = 0, picture: int = 0, later: Later = at_once
    ) -> None:
        self.track = Track("video", 1, ignored, later=later)
        self.number, self.timestamp, self.picture = number, timestamp, picture

    def shoot(self, *, keyframe: bool = False, longer: int = 0) -> bytes:
        self.number += 1
        self.timestamp += 3000
        self.picture += 1
        payload = vp8(keyframe=keyframe, picture=self.picture, zero=self.picture, body=40 + longer)
        return rtp(self.number, payload, timestamp=self.timestamp)

    def roll(self, pictures: int, now: float = 1.0) -> None:
        for n in range(pictures):
            self.track.receive(self.shoot(keyframe=n == 0), now + n / 30)


def test_nothing_is_seen_before_a_keyframe() -> None:
    screen, camera = Screen.fresh(), Camera()
    screen.downtrack.attach(camera.track, 0.0)
    for _ in range(5):
        camera.track.receive(camera.shoot(), 1.0)
    assert screen.sent == []
    camera.track.receive(camera.shoot(keyframe=True), 1.0)
    assert len(screen.sent) == 1


@given(
    number=st.integers(0, 0xFFFF),
    timestamp=st.integers(0, 0xFFFFFFFF),
    picture=st.integers(0, 0x7FFF),
    rolls=st.lists(st.integers(1, 40), min_size=1, max_size=6),
)
def test_switching_sources_leaves_no_seam(
    number: int, timestamp: int, picture: int, rolls: list[int]
) -> None:
    screen, now = Screen.fresh(), 1.0
    for turn, pictures in enumerate(rolls):
        camera = Camera(number + turn * 999, timestamp + turn * 7777, picture + turn * 55)
        screen.downtrack.attach(camera.track, now)
        camera.roll(pictures, now)
        now += pictures / 30 + 0.1
    seen = screen.seen()
    assert len(seen) == sum(rolls)
    for before, after in pairwise(seen):
        assert after.number == (before.number + 1) & 0xFFFF
        assert 0 < (after.timestamp - before.timestamp) & 0xFFFFFFFF < 90_000
        assert before.vp8 is not None
        assert after.vp8 is not None
        assert after.vp8.picture == (before.vp8.picture + 1) % 0x8000
        assert after.vp8.layer_zero == (before.vp8.layer_zero + 1) % 0x100
    assert {data[8:12] for data in screen.sent} == {OURS.to_bytes(4, "big")}
    assert {data[1] & 0x7F for data in screen.sent} == {PAYLOAD_TYPE}


@given(
    turns=st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, 1), st.booleans(), st.sampled_from([0, 1, 90])),
        max_size=25,
    )
)
def test_what_comes_in_bursts_leaves_as_if_it_had_come_one_by_one(
    turns: list[tuple[int, int, bool, int]],
) -> None:
    """Each turn is a burst of one of two cameras, after which the viewer may look at it."""
    whole: list[list[Packet]] = []
    for together in (True, False):
        random.seed(7)  # where streams begin
        screen, due = Screen.fresh(), list[Callable[[], None]]()
        cameras = [Camera(later=due.append if together else at_once) for _ in range(2)]
        for turn, (pictures, which, keyframe, longer) in enumerate(turns):
            camera = cameras[which]
            for n in range(pictures):
                picture = camera.shoot(keyframe=keyframe and n == pictures // 2, longer=longer * n)
                camera.track.receive(picture, 1.0 + turn)
            for flush in due:
                flush()
            due.clear()
            screen.downtrack.change(camera.track, 1.0 + turn)
        whole.append(screen.seen())
    bursts, singles = (
        [(p.number, p.timestamp, p.vp8, p.marker, p.payload) for p in seen] for seen in whole
    )
    assert bursts == singles


@given(number=st.integers(0, 0xFFFF), order=st.permutations(range(30)))
def test_reordered_packets_keep_their_distance(number: int, order: list[int]) -> None:
    screen, camera = Screen.fresh(), Camera(number)
    screen.downtrack.attach(camera.track, 0.0)

    async def receive() -> None:
        camera.roll(1)
        later = [camera.shoot() for _ in order]
        for place in order:
            camera.track.receive(later[place], 1.0)
        camera.track.close()

    asyncio.run(receive())
    first = screen.numbers()[0]
    assert screen.numbers() == [first, *((first + 1 + place) & 0xFFFF for place in order)]


async def test_a_straggler_from_before_the_keyframe_is_not_sent() -> None:
    screen, camera = Screen.fresh(), Camera()
    screen.downtrack.attach(camera.track, 0.0)
    camera.track.receive(camera.shoot(), 1.0)
    late = camera.shoot()
    camera.track.receive(camera.shoot(keyframe=True), 1.0)
    camera.track.receive(late, 1.0)
    assert len(screen.sent) == 1


@pytest.mark.parametrize("rtx", [RTX_TYPE, None])
async def test_what_was_sent_is_sent_again(rtx: int | None) -> None:
    screen, camera, again = Screen.fresh(), Camera(0xFFF8, 5, 0x7FFE), list[bytes]()
    rtx_sender = RtxSender(screen.downtrack, 0xBEEF, into(again))
    rtx_sender.payload_type = rtx
    for turn in range(2):  # the second source's pictures are renumbered
        camera = Camera(0xFFF8 + turn, 5, 0x7FFE)
        screen.downtrack.attach(camera.track, turn)
        camera.roll(20, 1.0 + turn)
    numbers = screen.numbers()
    rtx_sender.resend(numbers[22:25], 3.0)
    assert rtx_sender.count == 3
    if rtx is None:
        assert again == screen.sent[22:25]
        return
    for repeated, original in zip(again, screen.sent[22:25], strict=True):
        assert repeated[1] == original[1] & 0x80 | RTX_TYPE
        assert repeated[4:8] == original[4:8]
        assert repeated[8:12] == (0xBEEF).to_bytes(4, "big")
        assert repeated[12:14] == original[2:4]
        assert repeated[14:] == original[12:]


async def test_what_belongs_to_another_source_is_not_sent_again() -> None:
    screen, again = Screen.fresh(), list[bytes]()
    rtx_sender = RtxSender(screen.downtrack, 0xBEEF, into(again))
    for turn in range(2):
        camera = Camera()
        screen.downtrack.attach(camera.track, turn)
        camera.roll(5, 1.0 + turn)
    rtx_sender.resend(screen.numbers()[:5], 3.0)
    assert again == []


async def test_an_empty_link_has_nothing_to_send_again() -> None:
    screen, again = Screen.fresh(), list[bytes]()
    RtxSender(screen.downtrack, 0xBEEF, into(again)).resend(range(100), 3.0)
    assert again == []


async def test_a_greedy_viewer_is_not_served_for_ever() -> None:
    screen, camera, again = Screen.fresh(), Camera(), list[bytes]()
    screen.downtrack.attach(camera.track, 0.0)
    camera.roll(10)
    rtx_sender = RtxSender(screen.downtrack, 0xBEEF, into(again))
    for _ in range(200):
        rtx_sender.resend(screen.numbers(), 5.0)
    assert len(again) == 400
    rtx_sender.resend(screen.numbers(), 6.0)
    assert len(again) == 410


def test_a_restarted_publisher_is_shown_again_from_its_keyframe() -> None:
    screen, camera = Screen.fresh(), Camera()
    screen.downtrack.attach(camera.track, 0.0)
    camera.roll(5)
    camera.number += 20_000
    for keyframe in (False, False, True, False):
        camera.track.receive(camera.shoot(keyframe=keyframe), 2.0)
    first = screen.numbers()[0]
    assert screen.numbers() == [(first + n) & 0xFFFF for n in range(7)]
