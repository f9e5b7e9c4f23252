"""A way to a store that can be closed while a service runs."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit


class Road:
    """A TCP port that leads to a store. `url` is the store's address by this road."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._open = asyncio.Event()
        self._open.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._asked = asyncio.Event()
        self.port = 0

    @property
    def url(self) -> str:
        sign_in = self._parts.netloc.rpartition("@")[0]
        return urlunsplit(self._parts._replace(netloc=f"{sign_in}@127.0.0.1:{self.port}"))

    def freezes(self) -> None:
        """Let nothing pass any more, and say nothing about it, as when a machine is lost."""
        self._open.clear()

    def breaks(self) -> None:
        """Cut every connection, and each new one."""
        self._open.clear()
        for writer in self._writers:
            writer.transport.abort()

    async def is_asked(self) -> None:
        """Wait until somebody comes."""
        await self._asked.wait()

    async def lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._asked.set()
        self._writers.add(writer)
        with contextlib.suppress(OSError):
            far = await asyncio.open_connection(self._parts.hostname, self._parts.port)
            self._writers.add(far[1])
            await asyncio.gather(self._carry(reader, far[1]), self._carry(far[0], writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(1 << 16):
                await self._open.wait()
                writer.write(chunk)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def road(url: str) -> AsyncIterator[Road]:
    way = Road(url)
    async with await asyncio.start_server(way.lead, "127.0.0.1", 0) as server:
        way.port = server.sockets[0].getsockname()[1]
        yield way
        way.breaks()
