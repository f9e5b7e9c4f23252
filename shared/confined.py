"""Programs that look into what strangers sent: little time, little memory, none of our secrets.

`run` starts `python -m shared.confined`, which takes its limits upon itself (setrlimit(2), as far
as the platform has them) before the program's own module is loaded, and gives way to everybody
else on the machine. Time on the clock is kept by who started it.
"""

import asyncio
import contextlib
import os
import runpy
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from shared.runtime.child_signals import send_signal

ROOT = Path(__file__).parents[1]
CHUNK = 64 * 1024
NICE = 5
# What an interpreter needs to find itself; keys and addresses of ours are in none of them.
_KEPT = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT")


class Limits(msgspec.Struct, frozen=True):
    """Seconds of a processor, seconds on the clock, bytes of address space, bytes of answer."""

    cpu_s: int
    clock_s: float
    memory: int
    answer: int


async def run(module: str, given: bytes | Path, limits: Limits, *words: str) -> bytes:
    """Give bytes or a file to a program, and return what it printed until it ended or had to.

    They are its standard input: of a file it has that descriptor, to read and to seek in, and no
    name. `words` are its arguments.
    """
    with _opened(given) as source:
        program = await _begin(module, source, limits, words)
    said = bytearray()
    feeding = asyncio.create_task(_feed(program, given if isinstance(given, bytes) else b""))
    try:
        async with asyncio.timeout(limits.clock_s):
            await _hear(program, said, limits.answer)
    except TimeoutError:
        pass  # what it said until then is its answer
    finally:
        send_signal(program, signal.SIGKILL)
        feeding.cancel()
        await asyncio.wait([feeding])
        await program.wait()
    return bytes(said[: limits.answer])


@contextlib.asynccontextmanager
async def lines(
    module: str, given: Path, limits: Limits, *words: str
) -> AsyncIterator[AsyncIterator[bytes]]:
    """Give a file to a program, and read the lines that it prints while it goes on.

    It waits for who reads. It ends with the block, or at its limits: what it printed of a line that
    has no end is dropped.
    """
    with given.open("rb") as source:
        program = await _begin(module, source, limits, words)
    try:
        yield _lines(program, limits)
    finally:
        send_signal(program, signal.SIGKILL)
        await program.wait()


async def _lines(program: asyncio.subprocess.Process, limits: Limits) -> AsyncIterator[bytes]:
    until = asyncio.get_running_loop().time() + limits.clock_s
    taken, rest = 0, b""
    while taken < limits.answer and (part := await _part(program, until)):
        taken += len(part)
        *whole, rest = (rest + part).split(b"\n")
        for line in whole:
            yield line


async def _part(program: asyncio.subprocess.Process, until: float) -> bytes:
    """Return what the program printed next; nothing where it has ended, or takes too long."""
    if program.stdout is None:
        raise RuntimeError("a confined program has no way out")
    try:
        async with asyncio.timeout_at(until):
            return await program.stdout.read(CHUNK)
    except TimeoutError:
        return b""


@contextlib.contextmanager
def _opened(given: bytes | Path) -> Iterator[int | BinaryIO]:
    if isinstance(given, bytes):
        yield PIPE
    else:
        with given.open("rb") as file:
            yield file


async def _begin(
    module: str, source: int | BinaryIO, limits: Limits, words: Sequence[str]
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-B", "-m", "shared.confined"),
        *(str(limits.cpu_s), str(limits.memory), module, *words),
        cwd=ROOT,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        stdin=source,
        stdout=PIPE,
        stderr=DEVNULL,
    )


async def _feed(program: asyncio.subprocess.Process, given: bytes) -> None:
    if program.stdin is None:  # it reads a file
        return
    with contextlib.suppress(ConnectionError):  # it has ended, or heard enough
        program.stdin.write(given)
        await program.stdin.drain()
    program.stdin.close()


async def _hear(program: asyncio.subprocess.Process, said: bytearray, limit: int) -> None:
    if program.stdout is None:
        raise RuntimeError("a confined program has no way out")
    while len(said) < limit and (part := await program.stdout.read(CHUNK)):
        said += part


def _confine(cpu_s: int, memory: int) -> None:
    """Take the limits upon this process. It writes no file and leaves no core behind."""
    os.nice(NICE)
    try:
        import resource
    except ImportError:  # not on this platform: the clock remains
        return
    wanted = (
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in wanted:
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of address space
            resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    _confine(int(sys.argv[1]), int(sys.argv[2]))
    module = sys.argv[3]
    sys.argv[1:] = sys.argv[4:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
