"""Work that goes on while other work is done."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

AGAIN_AFTER_S = 0.25


@contextlib.asynccontextmanager
async def background_tasks(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run endless works beside the block, and end them with it. A failure ends all."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        try:
            yield
        finally:
            await cancel_and_wait(*tasks)


async def cancel_and_wait(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks until they are over; what they raise is not looked at.

    Once is not enough: `asyncio.wait_for`, under redis-py's sending, drops a cancellation that
    comes in the very moment in which it is done (Python before 3.12). For the same reason a
    task group is not: it cancels its own once, however often it is cancelled itself.

    Raises:
        CancelledError: cancelled meanwhile; the tasks are over even so.
    """
    waiting = set(tasks)
    cancelled = None
    while waiting:
        for task in waiting:
            task.cancel()
        try:
            _, waiting = await asyncio.wait(waiting, timeout=AGAIN_AFTER_S)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled


async def within(seconds: float, work: Coroutine[Any, Any, None]) -> None:
    """Do some work, or give it up after so long, however often it has to be cancelled for that.

    Raises:
        TimeoutError: it was given up. Besides, what the work raises.
    """
    task = asyncio.create_task(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            raise TimeoutError
        task.result()
    finally:
        await cancel_and_wait(task)
