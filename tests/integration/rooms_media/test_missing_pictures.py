"""Takes of which somebody's picture, sound or everything is missing: what the recorder leaves of
them, and what the finisher's program makes of that."""

import subprocess
import sys
from pathlib import Path

import av
import msgspec
import pytest

from services.rooms.takes.postprocess.composer import CompositionOrder
from services.rooms.takes.postprocess.composite import UNSEEN_S, ComposedRecording
from services.rooms.takes.recording.muxer import Muxer
from tests.unit.rooms_media.films import Film, Packets, film

START = 500.0
SECONDS = 1
DARK, BRIGHT = 40, 180


@pytest.fixture(scope="module")
def shot() -> Packets:
    return film(seconds=SECONDS, size=(320, 180))


def recorded(path: Path, packets: Packets, length_s: float) -> ComposedRecording:
    """Return what the recorder makes of packets."""
    muxer = Muxer.begin(path, START)
    for at, kind, data in packets:
        if at < length_s:
            muxer.packet(kind, data, START + at)
    closed = muxer.finish(1, START + length_s)
    assert closed.duration_ms == pytest.approx(1000 * length_s, abs=40)
    return ComposedRecording(str(path), "Nina Ñandú")


def composed(folder: Path, people: list[ComposedRecording], length_s: float) -> list[av.VideoFrame]:
    """Run the finisher's program; return the pictures of the composite."""
    whole, thumbnail = folder / "composite.webm", folder / "thumbnail.jpg"
    order = CompositionOrder(people, str(whole), str(thumbnail), length_s)
    command = [sys.executable, "-m", "services.rooms.takes.postprocess.composer"]
    subprocess.run([*command, msgspec.json.encode(order).decode()], check=True)
    assert thumbnail.read_bytes()[:2] == b"\xff\xd8"
    with av.open(str(whole)) as file:
        frames = list(file.decode(video=0))
        assert float(frames[-1].time or 0) == pytest.approx(length_s, abs=0.2)
    assert Film.read(whole).sounds[-1] == pytest.approx(length_s, abs=0.2)
    return frames


def shades(frame: av.VideoFrame, place: int) -> set[int]:
    """Return the brightnesses in one person's picture, of the composite of two."""
    luma = frame.planes[0]
    rows = range(0, luma.buffer_size, luma.line_size)
    content = bytes(luma)
    return {shade for row in rows for shade in content[row + 640 * place : row + 640 * place + 640]}


def is_tile(frame: av.VideoFrame, place: int) -> bool:
    """Whether somebody's picture is bright letters on a dark ground."""
    found = shades(frame, place)
    return min(found) < DARK and max(found) > BRIGHT and is_dark(frame, place)


def is_dark(frame: av.VideoFrame, place: int) -> bool:
    luma = bytes(frame.planes[0])
    return all(luma[640 * place + column] < DARK for column in range(0, 640, 8))


CASES: dict[str, tuple[set[str], float]] = {
    "both": ({"video", "audio"}, SECONDS),
    "sound only": ({"audio"}, SECONDS),
    "picture only": ({"video"}, SECONDS),
    "nothing": (set(), SECONDS),
    "0.4 s of nothing": (set(), 0.4),
    "0.4 s of sound": ({"audio"}, 0.4),
    "stopped at once": (set(), 0.003),
}


@pytest.mark.parametrize("case", CASES)
def test_whatever_is_missing_of_somebody_the_take_is_finished(
    tmp_path: Path, shot: Packets, case: str
) -> None:
    kinds, length_s = CASES[case]
    people = [
        recorded(tmp_path / "host.webm", shot, length_s),
        recorded(tmp_path / "actor.webm", [p for p in shot if p[1] in kinds], length_s),
    ]
    middle = composed(tmp_path, people, length_s)[0]
    assert is_tile(middle, 1) == ("video" not in kinds)
    if length_s == SECONDS:
        assert not is_tile(middle, 0)


@pytest.mark.parametrize("case", CASES)
def test_a_file_announces_the_tracks_that_it_has(tmp_path: Path, shot: Packets, case: str) -> None:
    kinds, length_s = CASES[case]
    recorded(tmp_path / "a.webm", [p for p in shot if p[1] in kinds], length_s)
    with av.open(str(tmp_path / "a.webm")) as file:
        assert {stream.type for stream in file.streams} == kinds | {"audio"}  # filled with silence
        for stream in file.streams:
            file.seek(0)
            assert any(packet.size for packet in file.demux(stream))


def test_nobody_sends_anything(tmp_path: Path) -> None:
    people = [recorded(tmp_path / f"{n}.webm", [], 1.0) for n in range(2)]
    frames = composed(tmp_path, people, 1.0)
    assert is_tile(frames[0], 0)
    assert is_tile(frames[-1], 1)


def test_a_camera_that_is_off_for_a_while_gives_way_to_the_name(
    tmp_path: Path, shot: Packets
) -> None:
    voice = [p for p in film(seconds=4, size=(16, 16)) if p[1] == "audio"]
    camera = [p for p in shot if p[1] == "video" and p[0] < 0.5]
    again = film(seconds=1, size=(320, 180), ssrc=77)
    camera += [(3.0 + at, kind, data) for at, kind, data in again if kind == "video"]
    actor = recorded(tmp_path / "actor.webm", sorted([*voice, *camera], key=lambda p: p[0]), 4)
    host = recorded(tmp_path / "host.webm", voice, 4)
    by_time = {round(float(f.time or 0), 1): f for f in composed(tmp_path, [host, actor], 4)}
    assert not is_tile(by_time[0.2], 1)
    assert not is_tile(by_time[1.5], 1)
    assert is_tile(by_time[0.5 + UNSEEN_S + 0.2], 1)
    assert not is_tile(by_time[3.5], 1)


def test_recordings_of_before_which_announce_a_picture_that_never_came(
    tmp_path: Path, shot: Packets
) -> None:
    """Their bytes stay as they are."""
    host = recorded(tmp_path / "host.webm", shot, SECONDS)
    with av.open(str(tmp_path / "actor.webm"), "w", format="webm") as old:
        picture = old.add_stream("libvpx", rate=30)
        picture.width, picture.height = 640, 480
        sound = old.add_stream("libopus", rate=48_000, layout="stereo")
        for n in range(50):
            frame = av.AudioFrame("flt", "stereo", 960)
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            frame.sample_rate, frame.pts = 48_000, n * 960
            old.mux(sound.encode(frame))
        old.mux(sound.encode(None))
    frames = composed(
        tmp_path, [host, ComposedRecording(str(tmp_path / "actor.webm"), "Nina")], SECONDS
    )
    assert is_tile(frames[-1], 1)
    assert not is_tile(frames[-1], 0)
