"""Takes are written by a child process, so that a slow disk never holds up the room."""

import asyncio
import contextlib
import itertools
import sys
import time
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from services.rooms.takes import recorder_messages as messages
from services.rooms.takes.outbox import Outbox
from services.rooms.takes.recorder_messages import Gap
from services.rooms.takes.recording import Recorded, Recording, RecordingFailed
from shared import log

ROOT = Path(__file__).parents[3]
COMMAND = ("-m", "services.rooms.takes.recorder_process")
ANSWER_WITHIN = 10.0
START_AGAIN_AFTER = 0.05
LONGEST_PAUSE = 5.0
SLOW_AFTER_S = 4.0
DIED = "The recorder stopped in the middle of the recording, again and again."

logger = log.get(__name__)

__all__ = ["Gap", "Recorded", "Recorder", "Recording", "RecordingFailed"]


class Recorder:
    """The recorder process of one worker, and the bounded pipe to it. One that dies is replaced,
    and the next goes on with the same files where it was: nothing is lost by that."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._recordings: dict[int, Recording] = {}
        self._ready = asyncio.Event()
        self._outbox = Outbox(lambda: (r.journal for r in self._recordings.values()))
        self._keeper: asyncio.Task[None] | None = None
        self._process: Process | None = None

    @property
    def pid(self) -> int | None:
        """The process that writes, while there is one."""
        return self._process.pid if self._process is not None else None

    @property
    def problem(self) -> str | None:
        """Say what is wrong with it just now, for hosts; None when all is well."""
        if not self._ready.is_set():
            return "The recorder is being started."
        slowest = max((r.unsaved_s() for r in self._recordings.values()), default=0.0)
        if slowest > SLOW_AFTER_S:
            return "The recorder does not keep up: its disk is slow."
        return None

    async def start(self) -> None:
        """Start the process; returns when it is ready. Raises RecordingFailed."""
        self._keeper = asyncio.create_task(self._keep())
        await self._until_ready()

    async def stop(self) -> None:
        """Finish open files and end the process."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
            self._keeper = None

    async def open(self, recording_id: str, path: Path, at: float | None = None) -> Recording:
        """Create the file, whose beginning is `at` (`time.monotonic()`, or now); its folder has
        to be there. Raises RecordingFailed."""
        await self._until_ready()
        began = time.monotonic() if at is None else at
        recording = Recording(recording_id, next(self._numbers), path, began, self._outbox)
        self._recordings[recording.number] = recording
        self._outbox.greet(recording.greeting())
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
        closed = recording.rest
        if closed is None:
            raise RecordingFailed(recording.failure or "The recorder does not answer.")
        return recording.recorded(closed, at)

    async def _closed(self, recording: Recording) -> None:
        try:
            await _until(recording.ended, recording)
        except RecordingFailed:
            if recording.failure is not None or self._process is None:
                raise
            self._process.kill()  # it hangs: the next one finishes the file
            await _until(recording.ended, recording)

    async def _until_ready(self) -> None:
        try:
            await asyncio.wait_for(self._ready.wait(), ANSWER_WITHIN)
        except TimeoutError:
            raise RecordingFailed("The recorder does not start.") from None

    async def _keep(self) -> None:
        """Keep a recorder process running until cancelled."""
        pause = START_AGAIN_AFTER
        while True:
            began = time.monotonic()
            process = self._process = await asyncio.create_subprocess_exec(
                sys.executable, *COMMAND, cwd=ROOT, stdin=PIPE, stdout=PIPE
            )
            try:
                await self._listen(process)
            finally:
                self._ready.clear()
                self._outbox.close()
                if process.stdin is not None:
                    process.stdin.close()  # one that was not ready yet has to hear it too
                await _ended(process)
                self._process = None
            logger.warning("recorder died", code=process.returncode)
            lived = time.monotonic() - began
            pause = START_AGAIN_AFTER if lived > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _listen(self, process: Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the recorder has no pipes")
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                size = int.from_bytes(await process.stdout.readexactly(messages.LENGTH), "big")
                answer = messages.ANSWERS.decode(await process.stdout.readexactly(size))
                if isinstance(answer, messages.Ready):
                    self._begin(process.stdin)
                else:
                    self._hear(answer)

    def _begin(self, pipe: asyncio.StreamWriter) -> None:
        """Tell a new process of what it goes on with."""
        self._outbox.open(pipe)
        for recording in list(self._recordings.values()):
            if recording.hopeless:
                self._hear(messages.Failed(recording.number, DIED))
            else:
                self._outbox.greet(recording.greeting())
        self._outbox.flush()
        self._ready.set()

    def _hear(self, news: messages.News) -> None:
        recording = self._recordings.get(news.id)
        if recording is None:
            return
        recording.hear(news)
        if recording.failure is not None:
            logger.warning("recording failed", recording=recording.id, reason=recording.failure)
        if recording.ended.is_set():
            self._outbox.drop(self._recordings.pop(news.id).journal)


async def _until(event: asyncio.Event, recording: Recording) -> None:
    try:
        await asyncio.wait_for(event.wait(), ANSWER_WITHIN)
    except TimeoutError:
        raise RecordingFailed("The recorder does not answer.") from None
    if recording.failure is not None:
        raise RecordingFailed(recording.failure)


async def _ended(process: Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), ANSWER_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()
