"""Takes are written by a child process, so that a slow disk never holds up the room."""

import asyncio
import contextlib
import itertools
import time
from pathlib import Path

from services.rooms.takes.recording import protocol as messages
from services.rooms.takes.recording.child import Child
from services.rooms.takes.recording.journal import RecorderPipe
from services.rooms.takes.recording.protocol import Gap
from services.rooms.takes.recording.recording import Recorded, Recording, RecordingFailed
from shared import log

ANSWER_WITHIN = 10.0
SLOW_AFTER_S = 4.0
DIED = "The recorder stopped in the middle of the recording, again and again"

logger = log.get(__name__)

__all__ = ["Gap", "Recorded", "Recorder", "Recording", "RecordingFailed"]


class Recorder:
    """The recorder process of one worker, and the bounded pipe to it. One that dies is replaced,
    and the next goes on with the same files where it was: nothing is lost by that."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._recordings: dict[int, Recording] = {}
        self._recorder_pipe = RecorderPipe(lambda: (r.journal for r in self._recordings.values()))
        self._child = Child(self._begin, self._receive, self._recorder_pipe.close)
        self._running: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process that writes, while there is one."""
        return self._child.pid

    @property
    def problem(self) -> str | None:
        """What is wrong with it just now, in words for hosts; None when all is well."""
        if not self._child.ready.is_set():
            return "The recorder is being started."
        slowest = max((r.unsaved_s() for r in self._recordings.values()), default=0.0)
        if slowest > SLOW_AFTER_S:
            return "The recorder does not keep up: its disk is slow."
        return None

    async def start(self) -> None:
        """Start the process; returns when it is ready. Raises RecordingFailed."""
        self._running = asyncio.create_task(self._child.run())
        await self._until_ready()

    async def stop(self) -> None:
        """Finish open files and end the process."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
            self._running = None

    async def open(self, recording_id: str, path: Path, at: float | None = None) -> Recording:
        """Create the file, whose beginning is `at` (`time.monotonic()`, or now); its folder has
        to be there. Raises RecordingFailed."""
        await self._until_ready()
        began = time.monotonic() if at is None else at
        recording = Recording(recording_id, next(self._numbers), path, began, self._recorder_pipe)
        self._recordings[recording.number] = recording
        self._recorder_pipe.send_first(recording.opening_message())
        try:
            await _until(recording.opened, recording)
        except RecordingFailed:
            recording.closing(time.monotonic())  # if it comes about after all
            raise
        return recording

    async def close(self, recording: Recording) -> Recorded:
        """Finish the file as of now. Raises RecordingFailed; what was written until then is
        there all the same, without cues and duration."""
        at = time.monotonic()
        if recording.failure is None:
            recording.closing(at)
            with contextlib.suppress(RecordingFailed):
                await self._closed(recording)
        if recording.rest is None:
            raise RecordingFailed(recording.failure or "The recorder does not answer.")
        return recording.recorded(recording.rest, at)

    async def _closed(self, recording: Recording) -> None:
        try:
            await _until(recording.ended, recording)
        except RecordingFailed:
            if recording.failure is not None or self._child.pid is None:
                raise
            self._child.kill()  # it hangs: the next one finishes the file
            await _until(recording.ended, recording)

    async def _until_ready(self) -> None:
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._child.ready.wait()
        except TimeoutError:
            raise RecordingFailed("The recorder does not start.") from None

    def _begin(self, pipe: asyncio.StreamWriter) -> None:
        """Send a new process the recordings that it goes on with."""
        self._recorder_pipe.open(pipe)
        for recording in list(self._recordings.values()):
            if recording.hopeless:
                self._receive(messages.Failed(recording.number, DIED))
            else:
                self._recorder_pipe.send_first(recording.opening_message())
        self._recorder_pipe.flush()

    def _receive(self, answer: messages.RecordingAnswer) -> None:
        recording = self._recordings.get(answer.id)
        if recording is None:
            return
        recording.receive(answer)
        if recording.failure is not None:
            logger.warning("recording failed", recording=recording.id, reason=recording.failure)
        if recording.ended.is_set():
            self._recorder_pipe.drop(self._recordings.pop(answer.id).journal)


async def _until(event: asyncio.Event, recording: Recording) -> None:
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            await event.wait()
    except TimeoutError:
        raise RecordingFailed("The recorder does not answer.") from None
    if recording.failure is not None:
        raise RecordingFailed(recording.failure)
