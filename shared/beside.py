"""Work that goes on while other work is done."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

AGAIN_AFTER_S = 0.25


@contextlib.asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run endless work beside the block, and end it with the block. Its failure ends both."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        try:
            yield
        finally:
            await ended(task)


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks until they are over; what they raise is not looked at.

    Once is not enough: `asyncio.wait_for`, under redis-py's sending, drops a cancellation that
    comes in the very moment in which it is done (Python before 3.12).
    """
    waiting = set(tasks)
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=AGAIN_AFTER_S)
