"""What hosts hear of a take in which somebody's recording came to an early end."""

from pathlib import Path

from services.rooms.takes.model import ParticipantRecording
from services.rooms.takes.recording.journal import RecorderPipe
from services.rooms.takes.recording.protocol import Failed
from services.rooms.takes.recording.recording import Recording
from services.rooms.takes.running_take import RunningTake
from shared.ids import new_id
from tests.unit.rooms.test_spool import manifest


async def test_one_that_fails_is_told_once_and_stops_no_take() -> None:
    names = {"guest:1": "Nina", "person:1": "Vera"}
    parts = {
        who: ParticipantRecording(id=new_id(), who=who, name=name) for who, name in names.items()
    }
    recorder_pipe = RecorderPipe(lambda: ())
    sinks = {
        who: Recording(who, number, Path("take.webm"), 0.0, recorder_pipe)
        for number, who in enumerate(names)
    }
    running = RunningTake(manifest().take, parts, sinks)
    assert (running.new_failures(), running.failure) == ([], None)
    sinks["guest:1"].receive(Failed(0, "No space left on device"))
    assert running.new_failures() == ["Nina is no longer recorded: No space left on device."]
    assert (running.new_failures(), running.failure) == ([], None)
    sinks["person:1"].receive(Failed(1, "No space left on device"))
    assert running.failure == "No space left on device"
