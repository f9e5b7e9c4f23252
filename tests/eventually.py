"""Waiting for what a database or a server shows only to who asks."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 40


async def eventually(
    ask: Callable[[], Awaitable[T]], fits: Callable[[T], bool], patience_s: float = PATIENCE_S
) -> T:
    """Ask again and again until the answer fits; return it."""
    async with asyncio.timeout(patience_s):
        while True:
            answer = await ask()
            if fits(answer):
                return answer
            await asyncio.sleep(0.05)
