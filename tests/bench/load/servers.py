"""What the load asks of a media server, whichever it is, and what a server costs."""

import asyncio
import os
import signal
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Protocol

from shared.runtime.child_signals import send_signal

_TICKS = os.sysconf("SC_CLK_TCK")


class Server(Protocol):
    """A running server. Names of people are unique within a room."""

    name: str
    pid: int

    async def publish(self, room: str, who: str, offer: str) -> str:
        """Return the answer."""

    async def subscribe(self, room: str, who: str, watched: list[str]) -> str:
        """Return the offer of a connection on which others are watched."""

    async def subscribed(self, room: str, who: str, answer: str) -> None:
        """Take the answer to that offer; media may flow."""

    async def helpers(self) -> list[int]:
        """Return processes of the server that forward nothing, such as a recorder."""

    async def stop(self) -> None: ...


def spent(*pids: int) -> float:
    """Return CPU seconds that processes, with all their threads, have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # utime and stime, proc(5)
    return ticks / _TICKS


def pin(pid: int, cores: set[int]) -> None:
    """Keep a process, with all the threads it has by now, on some cores."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(ProcessLookupError):
            os.sched_setaffinity(int(task.name), cores)


@cache
def cores() -> tuple[set[int], set[int]]:
    """Return the server's core, and all others for the load; the same one if there is no other.

    Of those that this process had when it asked first: it keeps to the others from then on.
    """
    first, *others = sorted(os.sched_getaffinity(0))
    return {first}, set(others) or {first}


async def ended(process: asyncio.subprocess.Process, patience_s: float = 10.0) -> None:
    """Ask a process to end, and insist."""
    with suppress(ProcessLookupError):
        send_signal(process, signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), patience_s)
    except TimeoutError:
        send_signal(process, signal.SIGKILL)
        await process.wait()
