"""What is told to end ends, even where one cancellation gets lost."""

import asyncio

import pytest

from shared.background_tasks import background_tasks, cancel_and_wait, within


class Deaf:
    """Endless work that drops the first cancellations it gets."""

    def __init__(self, drops: int) -> None:
        self.drops = drops
        self.running = asyncio.Event()
        self.dropped = asyncio.Event()
        self.over = False

    async def run(self) -> None:
        try:
            while True:
                await self._once()
        finally:
            self.over = True

    async def _once(self) -> None:
        self.running.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.drops -= 1
            self.dropped.set()
            if self.drops < 0:
                raise


@pytest.mark.parametrize("drops", [0, 1, 3])
async def test_work_ends_with_the_block(drops: int) -> None:
    work = Deaf(drops)
    async with asyncio.timeout(30), background_tasks(work.run()):
        await work.running.wait()
    assert work.over


async def test_work_beside_work_that_is_ended_ends_as_well() -> None:
    inner, outer = Deaf(2), Deaf(2)

    async def both() -> None:
        async with background_tasks(inner.run()):
            await outer.run()

    task = asyncio.create_task(both())
    await inner.running.wait()
    async with asyncio.timeout(30):
        await cancel_and_wait(task)
    assert inner.over
    assert outer.over


async def test_who_is_cancelled_while_ending_still_leaves_nothing_behind() -> None:
    work = Deaf(2)
    task = asyncio.create_task(work.run())
    await work.running.wait()
    ending = asyncio.create_task(cancel_and_wait(task))
    await work.dropped.wait()
    ending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ending
    assert work.over


async def test_a_failure_ends_all() -> None:
    work = Deaf(1)

    async def fail() -> None:
        await work.running.wait()
        raise ZeroDivisionError

    with pytest.raises(ExceptionGroup) as raised:
        async with background_tasks(work.run(), fail()):
            await asyncio.Event().wait()
    assert raised.value.subgroup(ZeroDivisionError)
    assert work.over


async def test_what_takes_too_long_is_given_up_however_it_holds_on() -> None:
    tries = 0

    async def stubborn() -> None:
        nonlocal tries
        while tries < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                tries += 1

    async with asyncio.timeout(30):
        with pytest.raises(TimeoutError):
            await within(0.01, stubborn())
    assert tries == 2


async def test_what_is_done_in_time_says_how_it_went() -> None:
    async def fails() -> None:
        raise ConnectionError("away")

    with pytest.raises(ConnectionError, match="away"):
        await within(30, fails())
