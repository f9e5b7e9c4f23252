"""The bytes of one request as they come, at the pace at which they are taken."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from litestar.types import Receive

from services.gateway.web.uploads.errors import Stalled

LEAST, WITHIN_S = 64 << 10, 60.0
"""A request that brings less while it is waited for so long is over: it would keep others out."""


class Broken(Exception):
    """The connection ended before the body did."""


class Body:
    """A request's body. The server reads no further than a chunk or two ahead of who asks.

    `clock` is in seconds, and only goes on. How long it takes us to store what came does not count.
    """

    def __init__(self, receive: Receive, clock: Callable[[], float] = time.monotonic) -> None:
        self._receive = receive
        self._clock = clock
        self._ended = False
        self._came, self._waited_s = 0, 0.0

    async def chunk(self, patience_s: float) -> bytes | None:
        """Return the next bytes, none where nothing came in so many seconds, None at the end.

        Raises:
            Broken
            Stalled: they come too slowly.
        """
        if self._ended:
            return None
        self._look_at_pace()
        asked_at = self._clock()
        content = await self._next(patience_s)
        self._came += len(content)
        self._waited_s += self._clock() - asked_at
        return content

    def _look_at_pace(self) -> None:
        if self._waited_s < WITHIN_S:
            return
        if self._came < LEAST:
            raise Stalled
        self._came, self._waited_s = 0, 0.0

    async def _next(self, patience_s: float) -> bytes:
        try:
            async with asyncio.timeout(patience_s):
                message: Any = await self._receive()
        except TimeoutError:
            return b""
        if message["type"] != "http.request":
            raise Broken
        self._ended = not message.get("more_body", False)
        return bytes(message.get("body", b""))
