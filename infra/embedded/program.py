"""One process of the house: how it is started, known to be ready, and ended."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias

import msgspec

from infra.embedded.server_user import identity
from shared.runtime.child_signals import send_signal

Ready: TypeAlias = Callable[[], Awaitable[bool]]

TAIL_BYTES = 4_000
_PR_SET_PDEATHSIG = 1  # prctl(2)
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """What to run. The environment is complete: nothing else is inherited.

    `ready` is asked again and again until it says yes or `patience` seconds have passed.
    `grace` is how many seconds it has between `stop_signal` and SIGKILL. `user` is a system
    user's name, for a server that refuses to run as root. Higher layers are stopped first.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    ready: Ready
    stop_signal: signal.Signals = signal.SIGTERM
    user: str | None = None
    patience: float = 60.0
    grace: float = 10.0
    layer: int = 0


async def spawn(program: Program, log: Path) -> asyncio.subprocess.Process:
    """Start it in a process group of its own, writing to the end of `log`."""
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            *program.argv,
            cwd=program.cwd,
            env=dict(program.env),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(program.stop_signal),
            **identity(program.user),
        )


async def end(process: asyncio.subprocess.Process, program: Program) -> int:
    """Ask it to stop, insist after its grace, and leave nothing of its group behind.

    Returns its status; below zero that is the signal that ended it.
    """
    send_signal(process, program.stop_signal)
    try:
        async with asyncio.timeout(program.grace):
            await process.wait()
    except TimeoutError:
        send_signal(process, signal.SIGKILL)
    status = await process.wait()
    sweep(process.pid)
    return status


def sweep(group: int) -> None:
    """Kill what is left of a process group, such as the helpers of a crashed worker."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def tail(log: Path) -> str:
    """Return the end of a log, in whole lines."""
    with suppress(FileNotFoundError), log.open("rb") as file:
        return _last_lines(file)
    return ""


def _last_lines(file: BinaryIO) -> str:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    text = file.read().decode(errors="replace")
    return text if size <= TAIL_BYTES else text.partition("\n")[2]


def end_with_parent(stop_signal: int) -> None:
    """Linux only: have the kernel stop this process if its supervisor is killed outright."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, stop_signal)
