"""A signal never costs a child its status."""

import asyncio
import random
import signal

from shared.runtime.child_signals import send_signal

CHILDREN = 48


async def test_a_child_that_ends_while_it_is_signalled_keeps_its_status() -> None:
    """As many are tried as `process.send_signal` spoils some of, each time that it is tried."""
    random.seed(1)
    ends = [f"{random.uniform(0.02, 0.1):.3f}" for _ in range(CHILDREN)]
    assert set(await asyncio.gather(*map(signalled_until_it_ends, ends))) == {0}


async def signalled_until_it_ends(seconds: str) -> int:
    process = await asyncio.create_subprocess_exec("sleep", seconds)
    while process.returncode is None:
        send_signal(process, signal.SIGCONT)
        await asyncio.sleep(0)
    return await process.wait()


async def test_who_has_ended_is_left_alone() -> None:
    process = await asyncio.create_subprocess_exec("true")
    await process.wait()
    send_signal(process, signal.SIGKILL)
    assert process.returncode == 0
