"""A camera in two sizes: who watches one goes on without a hole when the other is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.egress.downtrack import DownTrack
from services.rooms.media.ingress.source import FLOWS, MediaSource
from services.rooms.media.ingress.track import Track
from services.rooms.media.model import Layer
from services.rooms.media.rtp.batch import Rtp
from services.rooms.media.rtp.clock import Kind, SenderClock
from services.rooms.media.rtp.packet import Packet, parse_packet
from services.rooms.media.sdp.description import Section
from tests.unit.rooms_media.making import rtp, vp8

NOBODY: frozenset[Layer] = frozenset()
SSRCS: dict[Layer, int] = {"low": 11, "high": 22}
CAMERA = Section("1", "video", "sendonly", 96, None, None, {}, frozenset(), ("l", "h"))


@dataclass
class Encoding:
    """One of the two: its packets, one a picture."""

    track: Track
    number: int
    timestamp: int
    picture: int = 0

    def shoot(self, now: float, *, keyframe: bool = False) -> None:
        self.number += 1
        self.timestamp += 3000
        self.picture += 1
        payload = vp8(keyframe=keyframe, picture=self.picture, zero=self.picture & 0xFF)
        ssrc = self.track.ssrc or 0
        self.track.receive(rtp(self.number, payload, timestamp=self.timestamp, ssrc=ssrc), now)


class RecordedPackets:
    """A sink that keeps what it gets."""

    def __init__(self) -> None:
        self.ssrcs: list[int] = []

    def packet(
        self, kind: Kind, packet: bytes, arrival: float, orientation: int | None = None
    ) -> None:
        self.ssrcs.append(int.from_bytes(packet[8:12], "big"))

    def clock(self, kind: Kind, report: SenderClock) -> None:
        """Of no interest here."""


class Stand:
    """A camera in two sizes, and one who watches."""

    def __init__(self, number: int = 100, timestamp: int = 5000) -> None:
        self.asked: list[bytes] = []
        self.media_source = MediaSource(CAMERA, self._track, screen=False)
        self.sizes: dict[Layer, Encoding] = {}
        for size, track in self.media_source.tracks.items():
            track.ssrc = SSRCS[size]
            self.sizes[size] = Encoding(track, number, timestamp)
            number, timestamp = number * 7, timestamp * 31
        self.sent: list[bytes] = []
        self.downtrack = DownTrack("video", 0xCAFE, 96, self._send, self._nothing)
        self.now = 1.0

    def roll(self, pictures: int, *sizes: Layer, keyframe: bool = False) -> None:
        for n in range(pictures):
            self.now += 1 / 30
            for size in sizes:
                self.sizes[size].shoot(self.now, keyframe=keyframe and n == 0)

    def seen(self) -> list[Packet]:
        return [parse_packet(data, video=True) for data in self.sent]

    def _track(self, _: Layer) -> Track:
        return Track("video", 1, self.asked.append)

    def _send(self, run: Sequence[Rtp]) -> None:
        self.sent += [header + wire_payload for header, wire_payload in run]

    def _nothing(self, _: bytes) -> None:
        """RTCP that these tests do not look at."""


@given(
    number=st.integers(0, 0xFFFF),
    timestamp=st.integers(0, 0xFFFFFFFF),
    turns=st.lists(st.tuples(st.sampled_from(["low", "high"]), st.integers(1, 20)), max_size=6),
)
def test_changing_sizes_leaves_no_seam(
    number: int, timestamp: int, turns: list[tuple[Layer, int]]
) -> None:
    stand = Stand(number, timestamp)
    stand.media_source.watch(stand.downtrack, "low", stand.now)
    stand.roll(3, "low", "high", keyframe=True)
    for size, pictures in turns:
        stand.media_source.watch(stand.downtrack, size, stand.now)
        stand.roll(pictures, "low", "high")
        stand.roll(2, "low", "high", keyframe=True)
    seen = stand.seen()
    shot = 3 + sum(pictures + 2 for _, pictures in turns)
    assert shot <= len(seen) <= shot + len(turns)  # a moment may be seen in both sizes
    for before, after in pairwise(seen):
        assert after.number == (before.number + 1) & 0xFFFF
        assert 0 < (after.timestamp - before.timestamp) & 0xFFFFFFFF < 9000
        assert before.vp8 is not None
        assert after.vp8 is not None
        assert after.vp8.picture == (before.vp8.picture + 1) % 0x8000


def test_the_old_size_is_shown_until_the_new_one_begins() -> None:
    stand = Stand()
    stand.media_source.watch(stand.downtrack, "high", stand.now)
    stand.roll(3, "low", "high", keyframe=True)
    stand.media_source.watch(stand.downtrack, "low", stand.now)
    stand.roll(5, "low", "high")
    assert stand.downtrack.source is stand.media_source.tracks["high"]
    stand.roll(1, "low", "high", keyframe=True)
    assert stand.downtrack.source is stand.media_source.tracks["low"]


def test_who_wishes_for_what_does_not_come_gets_the_other() -> None:
    stand = Stand()
    stand.media_source.watch(stand.downtrack, "high", stand.now)
    assert stand.media_source.active_layers(NOBODY, stand.now) == frozenset(
        {"high"}
    )  # it may still come
    stand.roll(30, "low", keyframe=True)
    stand.media_source.pulse(stand.now)
    stand.roll(5, "low", keyframe=True)
    assert len(stand.sent) == 5
    assert stand.media_source.active_layers(NOBODY, stand.now) == frozenset({"low", "high"})
    stand.roll(5, "low", "high")
    stand.media_source.pulse(stand.now)
    stand.roll(1, "low", "high", keyframe=True)
    assert stand.downtrack.source is stand.media_source.tracks["high"]
    assert stand.media_source.active_layers(NOBODY, stand.now) == frozenset({"high"})


def test_a_size_that_comes_no_more_is_not_asked_for_a_keyframe() -> None:
    """Browsers answer with one of every size, and the small one then consists of nothing else."""
    stand = Stand()
    stand.media_source.watch(stand.downtrack, "high", stand.now)
    stand.roll(30, "low", "high", keyframe=True)
    stand.media_source.tracks["high"].request_keyframe(stand.now)
    stand.media_source.watch(stand.downtrack, "low", stand.now)
    stand.roll(2, "low", keyframe=True)
    asked = len(stand.asked)
    for _ in range(50):
        stand.roll(6, "low")
        stand.media_source.pulse(stand.now)
    assert len(stand.asked) == asked


def test_a_size_that_comes_and_goes_is_not_followed_each_time() -> None:
    stand = Stand()
    stand.media_source.watch(stand.downtrack, "high", stand.now)
    stand.roll(30, "low", "high", keyframe=True)
    stand.media_source.pulse(stand.now)
    assert stand.downtrack.source is stand.media_source.tracks["high"]
    stand.roll(30, "low")
    stand.media_source.pulse(stand.now)
    stand.roll(2, "low", keyframe=True)
    for _ in range(5):
        stand.roll(15, "low", "high", keyframe=True)
        stand.media_source.pulse(stand.now)
    assert stand.downtrack.source is stand.media_source.tracks["low"]
    for _ in range(5):
        stand.roll(15, "low", "high", keyframe=True)
        stand.media_source.pulse(stand.now)
    stand.roll(2, "low", "high", keyframe=True)
    assert stand.downtrack.source is stand.media_source.tracks["high"]


def test_nobody_wants_what_nobody_watches() -> None:
    stand = Stand()
    assert stand.media_source.active_layers(NOBODY, stand.now) == frozenset()
    stand.media_source.watch(stand.downtrack, "low", stand.now)
    assert stand.media_source.active_layers(NOBODY, stand.now) == frozenset({"low"})
    stand.media_source.unwatch(stand.downtrack)
    assert stand.media_source.active_layers(NOBODY, stand.now) == frozenset()


def test_who_is_about_to_watch_counts_as_one_who_does() -> None:
    stand = Stand()
    assert stand.media_source.active_layers({"low"}, stand.now) == frozenset({"low"})
    stand.media_source.watch(stand.downtrack, "low", stand.now)
    assert stand.media_source.active_layers({"high"}, stand.now) == frozenset({"low", "high"})


def test_a_recording_takes_the_small_size_while_the_large_one_is_missing() -> None:
    stand, recording_tap = Stand(), RecordedPackets()
    stand.roll(2, "low", "high", keyframe=True)
    stand.media_source.record(recording_tap, stand.now)
    stand.roll(3, "low", "high")
    stand.roll(round(30 * FLOWS) + 2, "low")
    stand.media_source.pulse(stand.now)
    stand.roll(2, "low")
    assert set(recording_tap.ssrcs) == {SSRCS["high"]}
    stand.roll(4, "low", keyframe=True)
    assert recording_tap.ssrcs[3:] == 4 * [SSRCS["low"]]
    stand.roll(1, "high")
    stand.media_source.pulse(stand.now)
    stand.roll(1, "low", "high")
    stand.roll(3, "low", "high", keyframe=True)
    assert recording_tap.ssrcs[-3:] == 3 * [SSRCS["high"]]
    assert recording_tap.ssrcs.count(SSRCS["low"]) == 5 + 1


def test_nothing_passes_a_closed_gate() -> None:
    stand, recording_tap = Stand(), RecordedPackets()
    stand.media_source.watch(stand.downtrack, "high", stand.now)
    stand.media_source.record(recording_tap, stand.now)
    stand.roll(3, "high", keyframe=True)
    stand.media_source.permit(stand.now, is_open=False)
    stand.roll(10, "high", keyframe=True)
    assert (len(stand.sent), len(recording_tap.ssrcs)) == (3, 3)
    assert stand.downtrack.cached(stand.seen()[-1].number) is None
    stand.media_source.permit(stand.now, is_open=True)
    stand.roll(2, "high", keyframe=True)
    numbers = [packet.number for packet in stand.seen()]
    assert numbers == [numbers[0] + n & 0xFFFF for n in range(5)]


def test_a_camera_that_ends_while_its_other_size_is_awaited_ends_well() -> None:
    stand = Stand()
    stand.media_source.watch(stand.downtrack, "high", stand.now)
    stand.roll(3, "low", "high", keyframe=True)
    stand.media_source.watch(stand.downtrack, "low", stand.now)
    stand.media_source.close()
    assert stand.downtrack.source is None
    stand.roll(3, "low", "high", keyframe=True)
    assert len(stand.sent) == 3
