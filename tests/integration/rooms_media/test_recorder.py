"""A recorder that is killed, stopped or hangs, and a full disk: what is written stays whole."""

import asyncio
import os
import resource
import signal
import time
from pathlib import Path

import pytest
import uvloop

from services.rooms.takes.recording import recorder as recorders
from services.rooms.takes.recording.recorder import Recorded, Recorder, RecordingFailed
from tests.eventually import eventually
from tests.integration.rooms_media.clients import Client
from tests.integration.rooms_media.conftest import MediaSession
from tests.integration.rooms_media.viewers import goes_on, watching
from tests.unit.rooms_media.films import Film, film
from tests.unit.rooms_media.making import rtp


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
