"""Packets in, a file out; judged by decoding it."""

import itertools
import random
import re
import struct
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from services.rooms.takes.container import ebml, opus
from services.rooms.takes.container.webm import CLUSTER_MS
from services.rooms.takes.recording.muxer import Muxer
from tests.unit.rooms_media.films import Film, Packets, film

START = 500.0
Feed = Callable[[Muxer, Packets], None]


@pytest.fixture(scope="module")
def shot() -> Packets:
    """Six seconds, a keyframe every two."""
    return film(seconds=6)


def media_source(muxer: Muxer, packets: Packets) -> None:
    for at, kind, data in packets:
        muxer.packet(kind, data, START + at)


def test_a_whole_film_comes_out_whole(tmp_path: Path, shot: Packets) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, shot)
    closed = muxer.finish(1, START + 6)
    assert (closed.width, closed.height) == (64, 48)
    assert abs(closed.duration_ms - 6000) <= 20
    assert closed.bytes == (tmp_path / "a.webm").stat().st_size
    seen = Film.read(tmp_path / "a.webm")
    assert seen.duration == pytest.approx(6, abs=0.02)
    assert len(seen.pictures) == 180
    assert len(seen.sounds) == 300
    assert muxer.gaps == []


def test_it_can_be_searched(tmp_path: Path, shot: Packets) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, shot)
    muxer.finish(1, START + 6)
    with av.open(str(tmp_path / "a.webm")) as file:
        file.seek(4_500_000, backward=True)
        first = next(packet for packet in file.demux(video=0))
        assert first.is_keyframe
        assert first.pts is not None
        assert 3900 <= first.pts <= 4100


def test_its_head_tells_the_size_and_its_end_where_each_keyframe_is(
    tmp_path: Path, shot: Packets
) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, shot)
    muxer.finish(1, START + 6)
    whole = (tmp_path / "a.webm").read_bytes()
    assert ebml.element(ebml.PIXEL_WIDTH, struct.pack("!H", 64)) in whole[:512]
    clusters = [found.start() for found in re.finditer(ebml.identifier(ebml.CLUSTER), whole)]
    _, _, cues = whole.rpartition(ebml.identifier(ebml.CUES))
    head = len(ebml.file_head())
    places = [ebml.unsigned(0xF1, place - head) in cues for place in clusters]
    assert sum(places) == 3
    assert places[0]


def test_a_keyframe_is_marked_in_its_block() -> None:
    block = ebml.cluster(1000, [(1005, 1, b"frame", True)])
    assert block.endswith(b"\x81\x00\x05\x80frame")
    assert ebml.cluster(0, [(0, 2, b"x", False)]).endswith(b"\x82\x00\x00\x00x")


def test_pictures_alone_are_not_cut_off_from_their_silence(tmp_path: Path, shot: Packets) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, [one for one in shot if one[1] == "video"])
    muxer.abandon()
    assert Film.read(tmp_path / "a.webm").sounds[-1] > 3


def test_reordering_changes_nothing(tmp_path: Path, shot: Packets) -> None:
    shuffled = sorted(shot, key=lambda one: one[0] + random.Random(one[0]).uniform(0, 0.08))
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, shuffled)
    muxer.finish(1, START + 6)
    assert len(Film.read(tmp_path / "a.webm").pictures) == 180
    assert muxer.gaps == []


def test_lost_pictures_are_a_gap_until_the_next_keyframe(tmp_path: Path, shot: Packets) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, [one for one in shot if not (one[1] == "video" and 1.0 <= one[0] < 1.1)])
    muxer.finish(1, START + 6)
    [gap] = muxer.gaps
    assert gap.kind == "video"
    assert 900 <= gap.start_ms <= 1000
    assert 1990 <= gap.end_ms <= 2010
    assert Film.read(tmp_path / "a.webm").errors == 0


def test_lost_sound_is_a_gap_filled_with_silence(tmp_path: Path, shot: Packets) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, [one for one in shot if not (one[1] == "audio" and 3.0 <= one[0] < 3.5)])
    muxer.finish(1, START + 6)
    [gap] = muxer.gaps
    assert (gap.kind, gap.start_ms, gap.end_ms) == ("audio", 3000, 3500)
    seen = Film.read(tmp_path / "a.webm")
    assert max(b - a for a, b in itertools.pairwise(seen.sounds)) < 0.05


@pytest.mark.parametrize("missing", ["audio", "video"])
def test_one_kind_alone_makes_a_file_of_the_right_length(
    tmp_path: Path, shot: Packets, missing: str
) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, [one for one in shot if one[1] != missing])
    muxer.finish(1, START + 6)
    seen = Film.read(tmp_path / "a.webm")
    assert seen.duration == pytest.approx(6, abs=0.03)
    assert len(seen.sounds) >= 298


def test_a_recording_of_nothing_is_silence(tmp_path: Path) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    closed = muxer.finish(1, START + 2)
    assert (closed.duration_ms, closed.width, closed.height) == (2000, 0, 0)
    assert len(Film.read(tmp_path / "a.webm").sounds) == 100


def test_a_file_that_was_cut_off_plays_up_to_its_last_second(tmp_path: Path, shot: Packets) -> None:
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, shot)
    muxer.abandon()
    seen = Film.read(tmp_path / "a.webm")
    assert seen.pictures[-1] >= 6 - CLUSTER_MS / 1000 - 0.1
    assert seen.sounds[-1] >= 6 - CLUSTER_MS / 1000 - 0.1


def test_who_comes_back_on_another_connection_goes_on_in_the_same_file(
    tmp_path: Path, shot: Packets
) -> None:
    again = film(seconds=6, ssrc=900, number=40_000, timestamp=1 << 31)
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    media_source(muxer, [one for one in shot if one[0] < 2.5])
    media_source(muxer, [one for one in again if one[0] >= 4])
    assert abs(muxer.finish(1, START + 6).duration_ms - 6000) <= 20
    [gap] = [gap for gap in muxer.gaps if gap.kind == "video"]
    assert 2400 <= gap.start_ms <= 2500
    assert 3990 <= gap.end_ms <= 4050
    assert Film.read(tmp_path / "a.webm").errors == 0


@pytest.mark.parametrize(
    ("packet", "milliseconds"),
    [
        (b"", 0),
        (b"\xfc\xff\xfe", 20),
        (b"\x78", 20),
        (b"\x18\x00", 60),
        (b"\x19\x00", 120),
        (b"\xfb\x03\x00", 60),
        (b"\xfb", 0),
        (b"\x1b\x3f", 0),
        (b"\x80\x00", 2.5),
    ],
)
def test_how_long_opus_sounds(packet: bytes, milliseconds: float) -> None:
    assert opus.duration_ms(packet) == milliseconds


def test_it_says_where_the_picture_was_small(tmp_path: Path) -> None:
    """Another encoding of the same camera, and not one that turned, or shrank a little."""
    shots = [
        (0.0, film(seconds=2, size=(32, 24), number=1)),
        (2.0, film(seconds=2, size=(128, 96), ssrc=30)),
        (4.0, film(seconds=2, size=(96, 128), ssrc=50)),
        (6.0, film(seconds=1, size=(64, 48), ssrc=70)),
        (7.0, film(seconds=1, size=(32, 24), ssrc=90)),
    ]
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    for begin, shot in shots:
        media_source(
            muxer, [(begin + at, kind, data) for at, kind, data in shot if kind == "video"]
        )
    closed = muxer.finish(1, START + 8)
    spans = [(gap.start_ms, gap.end_ms) for gap in closed.gaps if gap.kind == "small"]
    assert [begin for begin, _ in spans] == pytest.approx([0, 7000], abs=20)
    assert [end for _, end in spans] == pytest.approx([2000, 8000], abs=20)
