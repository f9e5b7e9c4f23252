"""Keeps programs running: starts them, restarts a crashed one, stops them in order."""

import asyncio
import shutil
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from infra.embedded.errors import CannotStart
from infra.embedded.program import Program, end, spawn, sweep, tail

POLL_SECONDS = 0.03
LOG_LIMIT_BYTES = 32 * 1024 * 1024
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
STEADY_SECONDS = 60.0  # after running this long, a crash counts as the first again


class StartFailed(CannotStart):
    """A program ended, or stayed silent, before it was ready."""

    def __init__(self, program: Program, reason: str, log: Path) -> None:
        last = "".join(f"  {program.name} | {line}\n" for line in tail(log).splitlines()[-15:])
        super().__init__(f"{program.name} {reason}. The end of {log}:\n{last}")


class ProgramKeeper:
    """One program, kept running by one task until it is told to stop."""

    def __init__(self, program: Program, log: Path, tell: Callable[[str], None]) -> None:
        self.program = program
        self.pid = 0
        self._log = log
        self._tell = tell
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Return when it is ready; raise `StartFailed` when it will not be."""
        _rotate(self._log)
        process = await self._spawn()
        try:
            async with asyncio.timeout(self.program.patience):
                await self._until_ready(process)
        except BaseException as error:
            await end(process, self.program)
            if isinstance(error, TimeoutError):
                raise StartFailed(self.program, "did not become ready", self._log) from error
            raise
        self._task = asyncio.create_task(self._keep(process), name=f"keep {self.program.name}")

    async def stop(self) -> None:
        self._stop.set()
        if self._task is not None:
            await self._task

    async def _spawn(self) -> Process:
        process = await spawn(self.program, self._log)
        self.pid = process.pid
        return process

    async def _until_ready(self, process: Process) -> None:
        while not await self.program.ready():
            if process.returncode is not None:
                raise StartFailed(self.program, _how_it_ended(process.returncode), self._log)
            await asyncio.sleep(POLL_SECONDS)

    async def _keep(self, process: Process) -> None:
        loop, delay = asyncio.get_running_loop(), FIRST_DELAY
        while True:
            started = loop.time()
            ended = asyncio.create_task(process.wait())
            while not ended.done() and not await self._stop_requested(ended):
                _cap(self._log)
            if self._stop.is_set():
                self._ended(await end(process, self.program))
                return
            sweep(process.pid)
            if loop.time() - started > STEADY_SECONDS:
                delay = FIRST_DELAY
            self._tell(
                f"{self.program.name} {_how_it_ended(ended.result())};"
                f" it starts again in {delay:g} s (see {self._log})"
            )
            with suppress(TimeoutError):
                async with asyncio.timeout(delay):
                    await self._stop.wait()
                return
            delay = min(delay * 2, LONGEST_DELAY)
            process = await self._spawn()

    def _ended(self, status: int) -> None:
        """Say so if it did not end as it was told to."""
        if status not in (0, -self.program.stop_signal):
            how = _how_it_ended(status)
            self._tell(f"{self.program.name} was told to stop and {how} (see {self._log})")

    async def _stop_requested(self, ended: asyncio.Task[int]) -> bool:
        """Wait until the program ends, the stop comes, or the log wants a look."""
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({ended, stopped}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        return self._stop.is_set()


class Supervisor:
    """All programs of one house; leaving the context stops them."""

    def __init__(self, logs: Path, tell: Callable[[str], None]) -> None:
        self._logs = logs
        self._tell = tell
        self._keepers: list[ProgramKeeper] = []

    async def start(self, *programs: Program) -> None:
        """Start programs beside each other; return when all are ready."""
        async with asyncio.TaskGroup() as group:
            for program in programs:
                group.create_task(self._start(program))

    async def _start(self, program: Program) -> None:
        keeper = ProgramKeeper(program, self._logs / f"{program.name}.log", self._tell)
        await keeper.start()
        self._keepers.append(keeper)

    async def stop(self) -> None:
        """Stop everything, the highest layer first."""
        while self._keepers:
            top = max(keeper.program.layer for keeper in self._keepers)
            stopping = [k for k in self._keepers if k.program.layer == top]
            self._keepers = [k for k in self._keepers if k.program.layer != top]
            await asyncio.gather(*(keeper.stop() for keeper in stopping))

    def pids(self) -> dict[str, int]:
        return {keeper.program.name: keeper.pid for keeper in self._keepers}

    async def __aenter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()


def _how_it_ended(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"


def _rotate(log: Path) -> None:
    """Keep the log of the run before under another name."""
    with suppress(FileNotFoundError):
        log.replace(log.with_suffix(".before.log"))


def _cap(log: Path) -> None:
    """Start a log over when it has grown too large; the program keeps appending to it."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > LOG_LIMIT_BYTES:
            shutil.copyfile(log, log.with_suffix(".before.log"))
            with log.open("r+b") as file:
                file.truncate()
