"""Hours of a take: numbers wrap many times, and picture and sound still belong together."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from services.rooms.takes.recording.muxer import Muxer
from tests.extent import only_long
from tests.unit.rooms_media.films import Packets, film

pytestmark = [only_long, pytest.mark.timeout(3600)]
START, SCENE_S, HOURS = 500.0, 6, 4
MOST_APART_S = 0.04


def repeated(scene: Packets, times: int) -> Iterator[tuple[float, str, bytes]]:
    """Yield a scene again and again, as one sender goes on: numbers and timestamps count on."""
    counts = {kind: sum(1 for _, each, _ in scene if each == kind) for kind in ("video", "audio")}
    rates = {"video": 90_000, "audio": 48_000}
    for turn in range(times):
        for at, kind, data in scene:
            number, timestamp = struct.unpack_from("!HI", data, 2)
            number = number + turn * counts[kind] & 0xFFFF
            timestamp = timestamp + turn * SCENE_S * rates[kind] & 0xFFFFFFFF
            packet = data[:2] + struct.pack("!HI", number, timestamp) + data[8:]
            yield at + turn * SCENE_S, kind, packet


class CountedFile(io.FileIO):
    """A file that counts the bytes that are read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(size) or b""
        self.taken += len(content)
        return content


def test_four_hours_are_whole_and_in_step(tmp_path: Path) -> None:
    path, length_s = tmp_path / "long.webm", HOURS * 3600
    muxer = Muxer.begin(path, START)
    for at, kind, data in repeated(film(seconds=SCENE_S), length_s // SCENE_S):
        muxer.packet("video" if kind == "video" else "audio", data, START + at)
    closed = muxer.finish(1, START + length_s)
    assert muxer.gaps == []
    assert abs(closed.duration_ms - 1000 * length_s) <= 20
    times: dict[str, list[float]] = {"video": [], "audio": []}
    with av.open(str(path)) as file:
        for packet in file.demux():
            if packet.pts is not None:
                times[packet.stream.type].append(float(packet.pts * packet.time_base))
    assert (len(times["video"]), len(times["audio"])) == (30 * length_s, 50 * length_s)
    assert abs(times["video"][-1] - (length_s - 1 / 30)) <= MOST_APART_S
    assert abs(times["audio"][-1] - (length_s - 1 / 50)) <= MOST_APART_S


def test_its_last_minute_is_found_at_once(tmp_path: Path) -> None:
    path, length_s = tmp_path / "long.webm", HOURS * 3600
    muxer = Muxer.begin(path, START)
    for at, kind, data in repeated(film(seconds=SCENE_S), length_s // SCENE_S):
        muxer.packet("video" if kind == "video" else "audio", data, START + at)
    muxer.finish(1, START + length_s)
    with CountedFile(path) as counted, av.open(counted, "r") as file:
        file.seek((length_s - 60) * 1_000_000, backward=True)
        first = next(packet for packet in file.demux(video=0))
        assert first.is_keyframe
        assert first.pts is not None
        assert abs(float(first.pts * first.time_base) - (length_s - 60)) <= 2
    assert counted.taken < path.stat().st_size / 100, "nobody reads through hours to find it"
