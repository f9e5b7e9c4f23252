"""A screen that nobody sees, for browsers that want one: a real X server's."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from infra.checks.tools import XVFB
from shared.runtime.child_signals import send_signal


@asynccontextmanager
async def display() -> AsyncIterator[str]:
    """Run an X server and yield what DISPLAY is to be."""
    received, number = os.pipe()
    server = await asyncio.create_subprocess_exec(
        XVFB.ensure(), "-displayfd", str(number), "-screen", "0", "1280x900x24", "-nolisten", "tcp",
        pass_fds=[number], stderr=DEVNULL,
    )  # fmt: skip
    os.close(number)
    with os.fdopen(received) as answer:
        chosen = await asyncio.to_thread(answer.readline)
    assert chosen, "the X server does not start"
    yield f":{chosen.strip()}"
    send_signal(server, signal.SIGTERM)
    await server.wait()
