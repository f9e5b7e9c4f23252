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

ROOT = Path(__file__).parents[3]
COMMAND = ("-m", "services.rooms.takes.recorder_process")
ANSWER_WITHIN = 10.0
START_AGAIN_AFTER = 0.5
DIED = "The recorder stopped in the middle of the recording."

__all__ = ["Gap", "Recorded", "Recorder", "Recording", "RecordingFailed"]


class Recorder:
    """The recorder process of one worker, and the bounded pipe to it. A process that dies is
    started again; what it was recording has failed."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._recordings: dict[int, Recording] = {}
        self._waiting: dict[int, asyncio.Future[messages.Answer]] = {}
        self._ready = asyncio.Event()
        self._outbox = Outbox()
        self._keeper: asyncio.Task[None] | None = None
        self.pid: int | None = None
        """The process that writes, while there is one."""

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

    async def open(self, recording_id: str, path: Path) -> Recording:
        """Create the file; its folder has to be there. Raises RecordingFailed."""
        await self._until_ready()
        recording = Recording(recording_id, next(self._numbers), path, self._outbox)
        self._recordings[recording.number] = recording
        try:
            await self._ask(recording, recording.opening())
        except RecordingFailed:
            del self._recordings[recording.number]
            raise
        return recording

    async def close(self, recording: Recording) -> Recorded:
        """Finish the file as of now. Raises RecordingFailed; what was written until then is
        there all the same, without cues and duration."""
        try:
            answer = await self._ask(recording, messages.Close(recording.number, time.monotonic()))
        finally:
            self._recordings.pop(recording.number, None)
        if not isinstance(answer, messages.Closed):
            raise RecordingFailed(DIED)
        size = answer.width, answer.height
        return Recorded(recording.path, answer.duration_ms, *size, answer.gaps, answer.bytes)

    async def _until_ready(self) -> None:
        try:
            await asyncio.wait_for(self._ready.wait(), ANSWER_WITHIN)
        except TimeoutError:
            raise RecordingFailed("The recorder does not start.") from None

    async def _ask(self, recording: Recording, order: messages.Order) -> messages.Answer:
        if recording.failure is not None:
            raise RecordingFailed(recording.failure)
        if not self._outbox.put(messages.packed(order)):
            raise RecordingFailed("The recorder does not keep up.")
        self._outbox.flush()
        future = asyncio.get_running_loop().create_future()
        self._waiting[order.id] = future
        try:
            answer: messages.Answer = await asyncio.wait_for(future, ANSWER_WITHIN)
        except TimeoutError:
            raise RecordingFailed("The recorder does not answer.") from None
        finally:
            del self._waiting[order.id]
        if isinstance(answer, messages.Failed):
            raise RecordingFailed(answer.reason)
        return answer

    async def _keep(self) -> None:
        """Keep a recorder process running until cancelled."""
        while True:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *COMMAND, cwd=ROOT, stdin=PIPE, stdout=PIPE
            )
            self.pid = process.pid
            try:
                await self._listen(process)
            finally:
                self.pid = None
                self._ready.clear()
                self._outbox.close()
                await _ended(process)
            self._fail_all()
            await asyncio.sleep(START_AGAIN_AFTER)

    async def _listen(self, process: Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the recorder has no pipes")
        self._outbox.open(process.stdin)
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                size = int.from_bytes(await process.stdout.readexactly(messages.LENGTH), "big")
                self._hear(messages.ANSWERS.decode(await process.stdout.readexactly(size)))

    def _hear(self, answer: messages.Answer) -> None:
        if isinstance(answer, messages.Ready):
            self._ready.set()
            return
        if isinstance(answer, messages.Failed) and answer.id in self._recordings:
            self._recordings[answer.id].failure = answer.reason
        future = self._waiting.get(answer.id)
        if future is not None and not future.done():
            future.set_result(answer)

    def _fail_all(self) -> None:
        for number, recording in self._recordings.items():
            recording.failure = recording.failure or DIED
            future = self._waiting.get(number)
            if future is not None and not future.done():
                future.set_result(messages.Failed(number, DIED))


async def _ended(process: Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), ANSWER_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()
