"""Asking for one page again and again over plain sockets: a client that costs next to nothing."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from tests.bench.load.bare import NOWHERE

_HEAD_LIMIT = 64 * 1024


class Page:
    """A page that members see, at one address, for each of some sessions in turn."""

    def __init__(self, url: str, path: str, sessions: Sequence[str] = ("",)) -> None:
        parts = urlsplit(url)
        self._place = (parts.hostname or "", parts.port or 80)
        cookie = NOWHERE.cookie("session")
        self._requests = [
            f"GET {path} HTTP/1.1\r\nhost: {parts.netloc}\r\naccept: text/html\r\n"
            f"cookie: {cookie}={session}\r\n\r\n".encode()
            for session in sessions
        ]

    async def times(self, count: int) -> list[float]:
        """Ask one after the other on one connection; return how long each answer took, in ms."""
        reader, writer = await asyncio.open_connection(*self._place, limit=_HEAD_LIMIT)
        taken = []
        for number in range(count):
            begun = time.perf_counter()
            writer.write(self._requests[number % len(self._requests)])
            await _answer(reader)
            taken.append(1000 * (time.perf_counter() - begun))
        writer.close()
        return taken

    async def rate(self, seconds: float, connections: int) -> float:
        """Ask on several connections at once; return how many answers came each second."""
        begun = time.perf_counter()
        turns = iter(range(1_000_000_000))
        until = begun + seconds
        await asyncio.gather(*(self._ask_until(until, turns) for _ in range(connections)))
        return next(turns) / (time.perf_counter() - begun)

    async def _ask_until(self, until: float, turns: Iterator[int]) -> None:
        reader, writer = await asyncio.open_connection(*self._place, limit=_HEAD_LIMIT)
        while time.perf_counter() < until:
            writer.write(self._requests[next(turns) % len(self._requests)])
            await _answer(reader)
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    """Read one answer; what is not the page itself ends the measurement."""
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.partition(b"\r\n")[0].decode())
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    return await reader.readexactly(int(length))
