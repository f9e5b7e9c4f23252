"""Takes on disk, judged by decoding them."""

import asyncio
import os
import signal
from array import array
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import av
import pytest

from services.rooms.media import PeerState, Source
from services.rooms.takes.recorder import Recorder, RecordingFailed
from tests.integration.rooms.eventually import eventually
from tests.integration.rooms_media.clients import Clapper, Client
from tests.integration.rooms_media.conftest import House
from tests.unit.rooms_media.films import Film

TAKE = 4.0


@pytest.fixture
async def recorder() -> AsyncIterator[Recorder]:
    recorder = Recorder()
    await recorder.start()
    yield recorder
    await recorder.stop()


@pytest.fixture
async def ana(house: House) -> Client:
    ana = house.client("ana")
    await ana.publish(Clapper())
    await house.hears("ana", PeerState.CONNECTED)
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


async def goes_on(house: House, viewer: Client) -> None:
    """Wait until as much again is forwarded to a viewer as makes a second of live pictures."""
    first = house.room.stats()[viewer.name].viewing
    now = first
    while first is None or now is None or now.packets < first.packets + 60:
        await viewer.picture(0)
        now = house.room.stats()[viewer.name].viewing


async def test_a_take_has_its_length_and_sound_and_picture_fit(
    house: House, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    recording = await recorder.open("take", tmp_path / "take.webm")
    house.room.record("ana", recording)
    await asyncio.sleep(TAKE)
    house.room.stop_recording("ana")
    recorded = await recorder.close(recording)
    seen = Film.read(recorded.path)
    assert seen.duration == pytest.approx(TAKE, abs=0.3)
    assert recorded.duration_ms == pytest.approx(1000 * TAKE, abs=300)
    assert (recorded.width, recorded.height, recorded.gaps) == (160, 120, ())
    assert seen.errors == 0
    assert seen.pictures[0] < 0.5
    flashes, beeps = flashes_and_beeps(recorded.path)
    assert len(flashes) >= 3
    for flash in flashes:
        assert min(abs(flash - beep) for beep in beeps) < 0.08
    assert recording.dropped == 0


async def test_a_take_goes_on_when_its_actor_reloads(
    house: House, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    recording = await recorder.open("take", tmp_path / "take.webm")
    house.room.record("ana", recording)
    await asyncio.sleep(1)
    await ana.publish(Clapper())
    await asyncio.sleep(2)
    recorded = await recorder.close(recording)
    seen = Film.read(recorded.path)
    assert seen.duration == pytest.approx(3, abs=0.3)
    assert seen.pictures[0] < 0.5
    assert seen.pictures[-1] > 2.5
    assert seen.errors == 0


async def test_a_recorder_may_be_killed_and_killed_again_and_nothing_is_lost(
    house: House, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    bob = house.client("bob")
    await bob.subscribe(1)
    house.room.show("bob", 0, Source("ana"))
    recording = await recorder.open("take", tmp_path / "take.webm")
    house.room.record("ana", recording)
    for _ in range(2):
        await goes_on(house, bob)
        await kill(recorder)
    await goes_on(house, bob)
    house.room.stop_recording("ana")
    recorded = await recorder.close(recording)
    seen = Film.read(recorded.path)
    assert (seen.errors, recorded.gaps, recording.dropped) == (0, (), 0)
    assert seen.duration == pytest.approx(recorded.duration_ms / 1000, abs=0.02)
    assert max(b - a for a, b in pairwise(seen.sounds)) < 0.05
    assert max(b - a for a, b in pairwise(seen.pictures)) < 0.3
    assert seen.sounds[-1] == pytest.approx(recorded.duration_ms / 1000, abs=0.1)


async def kill(recorder: Recorder) -> None:
    """Kill the recorder's process, and wait for the next one."""
    killed = recorder.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    async def replaced() -> bool:
        return recorder.pid != killed and recorder.problem is None

    await eventually(replaced, bool)


async def test_a_recorder_that_is_killed_while_it_finishes_a_file_finishes_it_all_the_same(
    house: House, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    recording = await recorder.open("take", tmp_path / "take.webm")
    house.room.record("ana", recording)
    await asyncio.sleep(1)
    assert recorder.pid is not None
    os.kill(recorder.pid, signal.SIGSTOP)
    closing = asyncio.create_task(recorder.close(recording))
    await asyncio.sleep(0)
    os.kill(recorder.pid, signal.SIGKILL)
    recorded = await closing
    assert recorded.duration_ms == pytest.approx(1000, abs=100)
    assert Film.read(recorded.path).errors == 0


async def test_a_stopped_recorder_never_holds_up_the_room(
    house: House, recorder: Recorder, ana: Client, tmp_path: Path
) -> None:
    bob = house.client("bob")
    await bob.subscribe(1)
    house.room.show("bob", 0, Source("ana"))
    recording = await recorder.open("take", tmp_path / "take.webm")
    assert recorder.pid is not None
    os.kill(recorder.pid, signal.SIGSTOP)
    try:
        packet = bytes([0x80, 96]) + bytes(60_000)
        while not recording.dropped:
            recording.packet("video", packet, 0.0)
        await goes_on(house, bob)
    finally:
        os.kill(recorder.pid, signal.SIGCONT)
    assert (await recorder.close(recording)).duration_ms > 0


async def test_a_worker_that_stops_leaves_finished_files(tmp_path: Path) -> None:
    recorder = Recorder()
    await recorder.start()
    await recorder.open("take", tmp_path / "take.webm")
    await asyncio.sleep(0.5)
    await recorder.stop()
    assert Film.read(tmp_path / "take.webm").duration == pytest.approx(0.5, abs=0.3)


async def test_a_full_disk_and_a_missing_folder_are_told(
    recorder: Recorder, tmp_path: Path
) -> None:
    with pytest.raises(RecordingFailed, match="No space left"):
        await recorder.open("full", Path("/dev/full"))
    with pytest.raises(RecordingFailed, match="No such file"):
        await recorder.open("nowhere", tmp_path / "missing" / "take.webm")
