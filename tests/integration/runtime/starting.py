"""A service that starts, seen from outside: each module that it imports and each line that it logs
is a moment at which it can be told to stop."""

import asyncio
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from infra.embedded.program import Program
from shared.runtime.child_signals import send_signal

FIRST = b"shared.runtime.begin"
"""The module after whose import the service hears signals."""
PATIENCE_S = 60


class Starting:
    """A process whose moments are counted; those before it hears signals are none."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.moments = 0
        self.said: list[bytes] = []
        self._arrived = False
        self._changed = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    async def until(self, moment: int) -> Self:
        """Wait for a moment; where there are fewer, for the last one."""
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(lambda: self.moments >= moment or self._reading.done())
        return self

    async def says(self, event: str) -> None:
        """Wait for a line of its log."""
        sign = f'"event": "{event}"'.encode()
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(lambda: any(sign in line for line in self.said))

    async def status(self) -> int:
        async with asyncio.timeout(PATIENCE_S):
            status = await self.process.wait()
            await self._reading
        return status

    @property
    def log(self) -> str:
        return b"".join(self.said).decode()

    async def _read(self) -> None:
        assert self.process.stderr
        async for line in self.process.stderr:
            async with self._changed:
                self._heed(line)
                self._changed.notify_all()
        async with self._changed:
            self._changed.notify_all()

    def _heed(self, line: bytes) -> None:
        if self._arrived:
            self.moments += 1
        self._arrived = self._arrived or FIRST in line
        if not line.startswith(b"import time:"):
            self.said.append(line)


@asynccontextmanager
async def starting(program: Program) -> AsyncIterator[Starting]:
    """Start a program, and leave nothing of it behind."""
    process = await asyncio.create_subprocess_exec(
        *program.argv,
        cwd=program.cwd,
        env={**program.env, "PYTHONPROFILEIMPORTTIME": "1"},
        stdin=DEVNULL,
        stderr=PIPE,
        limit=1 << 20,
    )
    try:
        yield Starting(process)
    finally:
        if process.returncode is None:
            send_signal(process, signal.SIGKILL)
            await process.wait()
