"""The recorder process as its worker sees it: started, read, and started again when it dies."""

import asyncio
import contextlib
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path

from services.rooms.takes.recording import protocol as messages
from services.rooms.takes.recording.protocol import RecordingAnswer
from shared import log
from shared.runtime.child_signals import send_signal

ROOT = Path(__file__).parents[4]
COMMAND = ("-m", "services.rooms.takes.recording.process")
AGAIN_AFTER_S = 0.05
LONGEST_PAUSE_S = 5.0
END_WITHIN_S = 10.0

logger = log.get(__name__)


class Child:
    """`begin` is called with the pipe to each process once it listens, `receive` with its answers,
    and `end` when it is to end or has died."""

    def __init__(
        self,
        begin: Callable[[asyncio.StreamWriter], None],
        receive: Callable[[RecordingAnswer], None],
        end: Callable[[], None],
    ) -> None:
        self.ready = asyncio.Event()
        self._begin, self._receive, self._end = begin, receive, end
        self._process: Process | None = None

    @property
    def pid(self) -> int | None:
        """The process that runs just now, if there is one."""
        return self._process.pid if self._process is not None else None

    def kill(self) -> None:
        """End a process that hangs; the next one follows."""
        if self._process is not None:
            send_signal(self._process, signal.SIGKILL)

    async def run(self) -> None:
        """Keep a process running until cancelled; one that dies at once is not hurried."""
        pause = AGAIN_AFTER_S
        while True:
            began = time.monotonic()
            code = await self._live()
            logger.warning("recorder died", code=code)
            lived = time.monotonic() - began
            pause = AGAIN_AFTER_S if lived > LONGEST_PAUSE_S else min(2 * pause, LONGEST_PAUSE_S)
            await asyncio.sleep(pause)

    async def _live(self) -> int | None:
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable, *COMMAND, cwd=ROOT, stdin=PIPE, stdout=PIPE
        )
        try:
            await self._listen(process)
        finally:
            self.ready.clear()
            self._end()
            _close(process)
            await _ended(process)
            self._process = None
        return process.returncode

    async def _listen(self, process: Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the recorder has no pipes")
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                size = int.from_bytes(await process.stdout.readexactly(messages.LENGTH), "big")
                answer = messages.ANSWERS.decode(await process.stdout.readexactly(size))
                if isinstance(answer, messages.Ready):
                    self._begin(process.stdin)
                    self.ready.set()
                else:
                    self._receive(answer)


def _close(process: Process) -> None:
    """End its input, of which nobody else knew before it was ready."""
    if process.stdin is not None:
        process.stdin.close()


async def _ended(process: Process) -> None:
    """Wait for the end: two processes must never write one file."""
    try:
        async with asyncio.timeout(END_WITHIN_S):
            await process.wait()
    except TimeoutError:
        send_signal(process, signal.SIGKILL)
        await process.wait()
