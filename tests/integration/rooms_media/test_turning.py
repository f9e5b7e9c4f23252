"""Phones turn: what is recorded, put together and played is as live viewers saw it."""

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import pytest

from services.rooms.takes.postprocess.composite import ComposedRecording, compose, make_upright
from services.rooms.takes.recording.muxer import Muxer
from services.rooms.takes.recording.protocol import Closed
from tests.unit.rooms_media.films import LARGEST, Packets
from tests.unit.rooms_media.making import rtp

START = 500.0
SIZE = 160, 96
BACK_CAMERA = 8
"""A bit of the extension that has nothing to do with rotation."""
BRIGHT, DARK = 150, 90


def half_bright(seconds: float, *, begin: float = 0.0, number: int = 1, ssrc: int = 1) -> Packets:
    """A camera whose left half is bright, with a keyframe each half second."""
    encoder = av.CodecContext.create("libvpx", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    (encoder.width, encoder.height), encoder.pix_fmt = SIZE, "yuv420p"
    encoder.time_base, encoder.gop_size = Fraction(1, 30), 15
    encoder.options = {"deadline": "realtime", "cpu-used": "-6", "lag-in-frames": "0"}
    packets: Packets = []
    for n in range(round(seconds * 30)):
        frame = av.VideoFrame(*SIZE, "yuv420p")
        luma, *chroma = frame.planes
        row = bytes([220]) * (SIZE[0] // 2) + bytes([40]) * (luma.line_size - SIZE[0] // 2)
        luma.update(row * SIZE[1])
        for plane in chroma:
            plane.update(bytes([128]) * plane.buffer_size)
        frame.pts = n
        data = b"".join(bytes(packet) for packet in encoder.encode(frame))
        parts = [data[at : at + LARGEST] for at in range(0, len(data), LARGEST)]
        for place, part in enumerate(parts):
            payload = (b"\x10" if place == 0 else b"\x00") + part
            last = place == len(parts) - 1
            at = begin + n / 30
            raw = rtp(number, payload, timestamp=round(at * 90_000), marker=last, ssrc=ssrc)
            packets.append((at, "video", raw))
            number += 1
    return packets


def recorded(path: Path, seconds: float, said: dict[float, int]) -> Closed:
    """Record a camera that says from some moments on, with the last packet of a frame, how it is
    held; and repeats that with no other frame."""
    muxer = Muxer.begin(path, START)
    waiting = sorted(said.items())
    for at, kind, data in half_bright(seconds):
        turned = None
        if waiting and at >= waiting[0][0] and data[1] & 0x80:
            turned = waiting.pop(0)[1]
        muxer.packet(kind, data, START + at, turned)
    return muxer.finish(1, START + seconds)


def bright_side(frame: av.VideoFrame) -> str:
    """Where the picture is bright: its left, right, top or bottom."""
    luma = frame.planes[0]
    content, width, height = bytes(luma), frame.width, frame.height
    rows = [
        content[y * luma.line_size : y * luma.line_size + width]
        for y in range(height // 2 - height // 8, height // 2 + height // 8)
    ]
    middle = [
        content[y * luma.line_size + width // 2 - 2] for y in range(height // 4, 3 * height // 4)
    ]
    left = sum(row[3 * width // 8] for row in rows) / len(rows)
    right = sum(row[5 * width // 8] for row in rows) / len(rows)
    top, bottom = middle[2], middle[-3]
    sides = {
        "left": left - right,
        "right": right - left,
        "top": top - bottom,
        "bottom": bottom - top,
    }
    return max(sides, key=lambda side: sides[side])


def pictures(path: Path) -> dict[float, av.VideoFrame]:
    with av.open(str(path)) as file:
        return {round(float(frame.time or 0), 1): frame for frame in file.decode(video=0)}


@pytest.mark.parametrize(
    ("quarters", "side"), [(0, "left"), (1, "top"), (2, "right"), (3, "bottom")]
)
def test_a_phone_is_shown_as_it_was_held(tmp_path: Path, quarters: int, side: str) -> None:
    film, whole = tmp_path / "a.webm", tmp_path / "composite.webm"
    closed = recorded(film, 1.0, {0.0: quarters | BACK_CAMERA})
    assert [turn for _, turn in closed.turns] == ([quarters] if quarters else [])
    before = hashlib.sha256(film.read_bytes()).digest()
    shot = ComposedRecording(str(film), "Nina", closed.turns, str(tmp_path / "upright.webm"))
    compose([shot], str(whole), 1.0, lambda _: None)
    assert bright_side(pictures(whole)[0.5]) == side
    if quarters:
        make_upright(shot, 1.0)
        upright = pictures(tmp_path / "upright.webm")[0.5]
        assert bright_side(upright) == side
        assert (upright.width, upright.height) == (SIZE if quarters == 2 else SIZE[::-1])
    assert hashlib.sha256(film.read_bytes()).digest() == before
    assert bright_side(pictures(film)[0.5]) == "left"


def test_a_phone_that_is_turned_in_the_middle_of_a_take(tmp_path: Path) -> None:
    film, whole = tmp_path / "a.webm", tmp_path / "composite.webm"
    closed = recorded(film, 3.0, {0.0: 0, 1.0: 1, 2.0: 0})
    assert [turn for _, turn in closed.turns] == [1, 0]
    assert [time for time, _ in closed.turns] == pytest.approx([1000, 2000], abs=40)
    shot = ComposedRecording(str(film), "Nina", closed.turns, str(tmp_path / "upright.webm"))
    make_upright(shot, 3.0)
    compose([shot], str(whole), 3.0, lambda _: None)
    for path in (whole, tmp_path / "upright.webm"):
        seen = pictures(path)
        sides = [bright_side(seen[at]) for at in (0.5, 1.5, 2.5)]
        assert sides == ["left", "top", "left"]
    upright = pictures(tmp_path / "upright.webm")[1.5]
    assert upright.width == upright.height == max(SIZE)


def test_another_stream_is_as_it_comes_until_it_says_more(tmp_path: Path) -> None:
    """Who comes back from a browser that turns pictures by itself says nothing."""
    muxer = Muxer.begin(tmp_path / "a.webm", START)
    for at, kind, data in half_bright(1.0):
        muxer.packet(kind, data, START + at, 1)
    for at, kind, data in half_bright(1.0, begin=1.0, number=900, ssrc=7):
        muxer.packet(kind, data, START + at)
    assert [turn for _, turn in muxer.finish(1, START + 2).turns] == [1, 0]
