"""Takes on disk, judged by decoding them."""

import asyncio
import time
from array import array
from itertools import pairwise
from pathlib import Path

import av
import pytest

from services.rooms.media.model import PeerState
from services.rooms.takes.postprocess.composite import ComposedRecording, compose
from services.rooms.takes.recording.muxer import Muxer
from services.rooms.takes.recording.recorder import Recorder
from tests.integration.rooms_media.clients import Clapper, Client
from tests.integration.rooms_media.conftest import MediaSession
from tests.integration.rooms_media.viewers import goes_on, watching
from tests.unit.rooms_media.films import Film, film

LAST_PICTURE = 0.1
"""Seconds for which the last picture of a film stands, at most."""
TAKE = 4.0


def flashes_and_beeps(path: Path) -> tuple[list[float], list[float]]:
    """When each flash and each beep begins, in seconds."""
    bright: list[tuple[float, bool]] = []
    loud: list[tuple[float, bool]] = []
    with av.open(str(path)) as file:
        for packet in file.demux():
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame):
                    bright.append((frame.time or 0.0, bytes(frame.planes[0])[80] > 180))
                elif isinstance(frame, av.AudioFrame):
                    wave = array("f", bytes(frame.planes[0])[: 4 * frame.samples])
                    loud.append((frame.time or 0.0, max(wave) > 0.05))
    return _begins(bright), _begins(loud)


def _begins(states: list[tuple[float, bool]]) -> list[float]:
    return [time for (_, before), (time, now) in pairwise(states) if now and not before]


async def test_a_take_has_its_length_and_sound_and_picture_fit(
    audition: MediaSession, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    began = time.monotonic()
    recording = await recorder.open("take", tmp_path / "take.webm")
    audition.room.record("ana", recording)
    await asyncio.sleep(TAKE)
    audition.room.stop_recording("ana")
    recorded = await recorder.close(recording)
    seen = Film.read(recorded.path)
    assert seen.duration == pytest.approx(recorded.duration_ms / 1000, abs=0.05)
    lasted = time.monotonic() - began + LAST_PICTURE
    assert TAKE <= recorded.duration_ms / 1000 <= lasted
    assert (recorded.width, recorded.height, recorded.gaps) == (160, 120, ())
    assert seen.errors == 0
    assert seen.pictures[0] < TAKE / 2
    flashes, beeps = flashes_and_beeps(recorded.path)
    assert len(flashes) >= 3
    for flash in flashes:
        assert min(abs(flash - beep) for beep in beeps) < 0.08
    assert recording.dropped == 0


async def test_a_take_goes_on_when_its_actor_reloads(
    audition: MediaSession, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    bob = await watching(audition)
    began = time.monotonic()
    recording = await recorder.open("take", tmp_path / "take.webm", began)
    audition.room.record("ana", recording)
    await goes_on(audition, bob)
    reloaded_s = time.monotonic() - began
    await ana.publish(Clapper())
    for _ in range(2):
        await goes_on(audition, bob)
    recorded = await recorder.close(recording)
    seen = Film.read(recorded.path)
    assert seen.duration == pytest.approx(recorded.duration_ms / 1000, abs=0.05)
    assert seen.pictures[0] < reloaded_s < seen.pictures[-1]
    assert seen.errors == 0


async def test_who_was_away_leaves_a_gap_of_sound_and_picture(
    audition: MediaSession, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    bob = await watching(audition)
    recording = await recorder.open("take", tmp_path / "take.webm")
    audition.room.record("ana", recording)
    await goes_on(audition, bob)
    ana.vanish()
    await audition.hears("ana", PeerState.LOST)
    back = audition.client("ana")
    await back.publish(Clapper())
    await goes_on(audition, bob)
    recorded = await recorder.close(recording)
    seen = Film.read(recorded.path)
    assert seen.errors == 0
    lost, found = max(pairwise(seen.pictures), key=lambda hole: hole[1] - hole[0])
    assert found - lost > 1.5
    spans = {gap.kind: gap for gap in recorded.gaps if gap.end_ms - gap.start_ms > 1000}
    assert spans["video"].start_ms / 1000 == pytest.approx(lost, abs=0.01)
    assert spans["video"].end_ms / 1000 == pytest.approx(found, abs=0.01)
    assert spans["audio"].start_ms / 1000 == pytest.approx(lost, abs=1)
    assert spans["audio"].end_ms / 1000 == pytest.approx(found, abs=1)


def test_sizes_may_change_in_a_take_and_the_composite_shows_them(tmp_path: Path) -> None:
    """A phone turns, then another encoding of the same camera is recorded."""
    muxer = Muxer.begin(tmp_path / "take.webm", 0.0)
    upright = film(seconds=2, size=(48, 64), number=1, timestamp=0)
    pictures = sum(kind == "video" for _, kind, _ in upright)
    shots = [
        upright,
        film(seconds=2, size=(64, 48), number=1 + pictures, timestamp=2 * 90_000),
        film(seconds=2, size=(128, 96), ssrc=50),
    ]
    for place, shot in enumerate(shots):
        for at, kind, data in shot:
            if kind == "video" or place == 0:
                muxer.packet(kind, data, 2 * place + at)
    closed = muxer.finish(1, 6.0)
    assert (closed.width, closed.height, closed.gaps) == (128, 96, [])
    with av.open(str(tmp_path / "take.webm")) as file:
        sizes = [(frame.width, frame.height) for frame in file.decode(video=0)]
    assert len(sizes) == 180
    assert list(dict.fromkeys(sizes)) == [(48, 64), (64, 48), (128, 96)]
    whole = tmp_path / "composite.webm"
    compose(
        [ComposedRecording(str(tmp_path / "take.webm"), "Nina")], str(whole), 6.0, lambda _: None
    )
    with av.open(str(whole)) as file:
        frames = list(file.decode(video=0))
        assert {(frame.width, frame.height) for frame in frames} == {(640, 360)}
        assert float(frames[-1].time or 0) == pytest.approx(6, abs=0.2)
