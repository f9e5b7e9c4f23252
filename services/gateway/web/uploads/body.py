"""The bytes of one request as they come, at the pace at which they are taken."""

import asyncio
from typing import Any

from litestar.types import Receive


class Broken(Exception):
    """The connection ended before the body did."""


class Body:
    """A request's body. The server reads no further than a chunk or two ahead of who asks."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False

    async def chunk(self, patience_s: float) -> bytes | None:
        """Return the next bytes, none where nothing came in so many seconds, None at the end.

        Raises:
            Broken
        """
        if self._ended:
            return None
        try:
            async with asyncio.timeout(patience_s):
                message: Any = await self._receive()
        except TimeoutError:
            return b""
        if message["type"] != "http.request":
            raise Broken
        self._ended = not message.get("more_body", False)
        return bytes(message.get("body", b""))
