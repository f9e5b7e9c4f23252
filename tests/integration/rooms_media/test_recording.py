"""Takes on disk, judged by decoding them."""

import asyncio
import os
import resource
import signal
import time
from array import array
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import av
import pytest
import uvloop

from services.rooms.media.model import PeerState, Source
from services.rooms.takes.postprocess.composite import ComposedRecording, compose
from services.rooms.takes.recording import recorder as recorders
from services.rooms.takes.recording.muxer import Muxer
from services.rooms.takes.recording.recorder import Recorded, Recorder, RecordingFailed
from tests.eventually import eventually
from tests.integration.rooms_media.clients import Clapper, Client
from tests.integration.rooms_media.conftest import MediaSession
from tests.unit.rooms_media.films import Film, film
from tests.unit.rooms_media.making import rtp

LAST_PICTURE = 0.1
"""Seconds for which the last picture of a film stands, at most."""
TAKE = 4.0


@pytest.fixture
async def recorder() -> AsyncIterator[Recorder]:
    recorder = Recorder()
    await recorder.start()
    yield recorder
    await recorder.stop()


@pytest.fixture
async def ana(audition: MediaSession) -> Client:
    ana = audition.client("ana")
    await ana.publish(Clapper())
    await audition.hears("ana", PeerState.CONNECTED)
    return ana


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


async def watching(audition: MediaSession) -> Client:
    """Return a viewer who is shown Ana."""
    bob = audition.client("bob")
    await bob.subscribe(1)
    audition.room.show("bob", 0, Source("ana"))
    return bob


async def goes_on(audition: MediaSession, subscriber: Client) -> None:
    """Wait until as much again is forwarded to a viewer as makes a second of live pictures."""
    first = audition.room.stats()[subscriber.name].downstream
    now = first
    while first is None or now is None or now.packets < first.packets + 60:
        await subscriber.picture(0)
        now = audition.room.stats()[subscriber.name].downstream


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


async def test_a_recorder_may_be_killed_and_killed_again_and_nothing_is_lost(
    audition: MediaSession, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    bob = await watching(audition)
    recording = await recorder.open("take", tmp_path / "take.webm")
    audition.room.record("ana", recording)
    for _ in range(2):
        await goes_on(audition, bob)
        await kill(recorder)
    await goes_on(audition, bob)
    audition.room.stop_recording("ana")
    recorded = await recorder.close(recording)
    seen = Film.read(recorded.path)
    assert (seen.errors, recorded.gaps, recording.dropped) == (0, (), 0)
    assert seen.duration == pytest.approx(recorded.duration_ms / 1000, abs=0.02)
    assert seen.sounds[-1] == pytest.approx(recorded.duration_ms / 1000, abs=1)


async def kill(recorder: Recorder) -> None:
    """Kill the recorder's process, and wait for the next one."""
    killed = recorder.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    async def replaced() -> bool:
        return recorder.pid != killed and recorder.problem is None

    await eventually(replaced, bool)


async def test_a_recorder_that_is_killed_while_it_finishes_a_file_finishes_it_all_the_same(
    audition: MediaSession, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    began = time.monotonic()
    recording = await recorder.open("take", tmp_path / "take.webm", began)
    audition.room.record("ana", recording)
    await asyncio.sleep(1)
    assert recorder.pid is not None
    os.kill(recorder.pid, signal.SIGSTOP)
    closing = asyncio.create_task(recorder.close(recording))
    await asyncio.sleep(0)
    os.kill(recorder.pid, signal.SIGKILL)
    recorded = await closing
    assert 1000 <= recorded.duration_ms <= 1000 * (time.monotonic() - began)
    assert Film.read(recorded.path).errors == 0


def test_a_sink_never_raises_while_the_recorder_is_dead(tmp_path: Path) -> None:
    """uvloop, on which the service runs, raises where asyncio only warns."""

    async def scene() -> Recorded:
        recorder = Recorder()
        await recorder.start()
        began = time.monotonic() - 2
        recording = await recorder.open("take", tmp_path / "take.webm", began)
        assert recorder.pid is not None
        os.kill(recorder.pid, signal.SIGKILL)
        for at, kind, data in film(seconds=2):
            recording.packet(kind, data, began + at)
            await asyncio.sleep(0.002)
        recorded = await recorder.close(recording)
        await recorder.stop()
        return recorded

    recorded = uvloop.run(scene())
    assert [gap for gap in recorded.gaps if gap.start_ms < 1900] == []
    assert len(Film.read(recorded.path).pictures) == 60


async def test_a_stopped_recorder_never_holds_up_the_room(
    audition: MediaSession, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    bob = await watching(audition)
    recording = await recorder.open("take", tmp_path / "take.webm")
    assert recorder.pid is not None
    os.kill(recorder.pid, signal.SIGSTOP)
    try:
        packet = bytes([0x80, 96]) + bytes(60_000)
        while not recording.dropped:
            recording.packet("video", packet, 0.0)
        await goes_on(audition, bob)
    finally:
        os.kill(recorder.pid, signal.SIGCONT)
    assert (await recorder.close(recording)).duration_ms > 0


async def test_a_worker_that_stops_leaves_finished_files(tmp_path: Path) -> None:
    recorder = Recorder()
    await recorder.start()
    began = time.monotonic()
    await recorder.open("take", tmp_path / "take.webm", began)
    await asyncio.sleep(0.5)
    await recorder.stop()
    length = Film.read(tmp_path / "take.webm").duration
    assert length
    assert 0.5 <= length <= time.monotonic() - began


async def test_a_full_disk_and_a_missing_folder_are_told(
    recorder: Recorder, tmp_path: Path
) -> None:
    with pytest.raises(RecordingFailed, match="No space left"):
        await recorder.open("full", Path("/dev/full"))
    with pytest.raises(RecordingFailed, match="No such file"):
        await recorder.open("nowhere", tmp_path / "missing" / "take.webm")


async def test_a_disk_that_gets_full_ends_a_file_in_good_order_and_no_other(
    recorder: Recorder, tmp_path: Path
) -> None:
    seconds = 8
    began = time.monotonic() - seconds
    big = await recorder.open("big", tmp_path / "big.webm", began)
    small = await recorder.open("small", tmp_path / "small.webm", began)
    assert recorder.pid is not None
    resource.prlimit(recorder.pid, resource.RLIMIT_FSIZE, (40_000, 40_000))
    for at, kind, data in film(seconds=seconds):
        big.packet(kind, data, began + at)
        if kind == "audio":
            small.packet(kind, data, began + at)
    ended, whole = await asyncio.gather(recorder.close(big), recorder.close(small))
    assert (big.failure, small.failure, small.dropped) == ("File too large", None, 0)
    assert Film.read(whole.path).sounds[-1] > seconds - 0.1
    seen = Film.read(ended.path)
    assert seen.errors == 0
    assert 1 < ended.duration_ms / 1000 < seconds - 1
    assert seen.sounds[-1] == pytest.approx(ended.duration_ms / 1000, abs=0.1)
    assert [(gap.kind, gap.start_ms) for gap in ended.gaps] == [
        ("audio", ended.duration_ms), ("video", ended.duration_ms),
    ]  # fmt: skip


async def test_a_recorder_that_hangs_is_a_problem_that_is_told(
    recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorders, "SLOW_AFTER_S", 0.2)
    recording = await recorder.open("take", tmp_path / "take.webm")
    assert recorder.pid is not None
    os.kill(recorder.pid, signal.SIGSTOP)
    recording.packet("audio", rtp(1, b"\xfc\xff\xfe"), time.monotonic())

    async def problem() -> str | None:
        return recorder.problem

    assert "slow" in str(await eventually(problem, bool))
    os.kill(recorder.pid, signal.SIGCONT)
    assert await eventually(problem, lambda found: not found) is None


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
