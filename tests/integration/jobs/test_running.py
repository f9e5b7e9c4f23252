"""What becomes of a job: done, tried again, dead, cancelled, another worker's."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from shared.jobs import GiveUp, PutOff
from shared.jobs.model import BACK_OFF, JITTER
from tests.eventually import eventually
from tests.integration.jobs.workshop import KIND, Workshop, queue


async def test_a_job_is_done_with_its_effect_and_is_gone(workshop: Workshop) -> None:
    await workshop.enqueue({"title": "Ours"})
    await workshop.enqueue({"title": "Theirs"}, whose=workshop.neighbour)
    async with workshop.working():
        await workshop.become()
    assert await workshop.effects() == ["Ours"]


async def test_what_is_rolled_back_was_never_enqueued(workshop: Workshop) -> None:
    with pytest.raises(ZeroDivisionError):
        async with workshop.database.tenant(workshop.agency) as tx:
            await queue.enqueue(tx, KIND, {})
            raise ZeroDivisionError
    assert await workshop.statuses() == []


async def test_one_that_fails_is_tried_again_each_time_later_and_is_dead_at_last(
    workshop: Workshop,
) -> None:
    job = await workshop.enqueue()
    workshop.fails = ValueError("out of order\x00 /join/secret-of-ana")
    async with workshop.working():
        for attempt, delay in enumerate(BACK_OFF, 1):
            run = await workshop.begun.get()
            assert (run.id, run.attempt) == (job, attempt)
            await workshop.become("scheduled")
            row = await workshop.owner.fetchrow("SELECT run_at, error FROM gateway.job")
            assert row
            wait = row["run_at"] - datetime.now(UTC)
            assert delay - timedelta(seconds=4) < wait <= delay * (1 + JITTER)
            assert row["error"] == "ValueError('out of order\\x00 /join/[redacted]')"
            await workshop.time_passes()
        await workshop.begun.get()
        await workshop.become("dead")
    assert await workshop.effects() == []


async def test_one_that_cannot_be_done_is_dead_at_once(workshop: Workshop) -> None:
    await workshop.enqueue()
    workshop.fails = GiveUp("there is no such file")
    async with workshop.working():
        await workshop.become("dead")
    assert await workshop.owner.fetchval("SELECT error FROM gateway.job") == "there is no such file"


async def test_one_that_is_put_off_has_as_many_tries_as_before(workshop: Workshop) -> None:
    await workshop.enqueue()
    workshop.fails = PutOff(timedelta(hours=1))
    async with workshop.working():
        await workshop.become("scheduled")
        workshop.fails = None
        await workshop.time_passes()
        assert [(await workshop.begun.get()).attempt for _ in range(2)] == [1, 1]
        await workshop.become()


async def test_one_for_later_waits_for_its_time(workshop: Workshop) -> None:
    await workshop.enqueue(run_at=datetime.now(UTC) + timedelta(days=1))
    async with workshop.working():
        await workshop.enqueue({"title": "Now"})
        await workshop.become("scheduled")
        assert await workshop.effects() == ["Now"]
        await workshop.enqueue({"title": "Soon"}, run_at=datetime.now(UTC) + timedelta(seconds=0.3))
        await workshop.become("scheduled")
    assert await workshop.effects() == ["Now", "Soon"]


async def test_who_stops_gives_its_jobs_back_and_no_try_is_counted(workshop: Workshop) -> None:
    await workshop.enqueue()
    workshop.goes_on.clear()
    async with workshop.working():
        await workshop.begun.get()
    row = await workshop.owner.fetchrow("SELECT status, attempts, lease FROM gateway.job")
    assert row
    assert tuple(row) == ("ready", 0, None)
    workshop.goes_on.set()
    async with workshop.working():
        assert (await workshop.begun.get()).attempt == 1
        await workshop.become()


async def test_who_lost_the_lease_has_no_effect(workshop: Workshop) -> None:
    """A worker that stood still for long: another has the job by then."""
    await workshop.enqueue()
    workshop.goes_on.clear()
    async with workshop.working():
        first = await workshop.begun.get()
        await workshop.owner.execute(
            "UPDATE gateway.job SET lease = gen_random_uuid(), lease_until = now() + interval '1 h'"
        )
        workshop.goes_on.set()
        await asyncio.sleep(0)
    assert first.settled is False
    assert await workshop.effects() == []
    assert await workshop.statuses() == ["running"]


async def test_what_a_dead_worker_held_is_done_by_another(workshop: Workshop) -> None:
    await workshop.enqueue()
    await workshop.owner.execute(
        """UPDATE gateway.job SET status = 'running', lease = gen_random_uuid(), attempts = 1,
            lease_until = now() - interval '1 s'"""
    )
    async with workshop.working():
        assert (await workshop.begun.get()).attempt == 2
        await workshop.become()
    assert await workshop.effects() == ["Done"]


async def test_what_kills_each_worker_is_dead_in_the_end(workshop: Workshop) -> None:
    await workshop.enqueue()
    await workshop.owner.execute(f"UPDATE gateway.job SET attempts = {len(BACK_OFF) + 1}")
    async with workshop.working():
        await workshop.become("dead")
    assert workshop.begun.empty()


async def test_who_enqueues_notifies_while_a_worker_sleeps(workshop: Workshop) -> None:
    async def asleep() -> bool:
        return bool(await workshop.owner.fetchval("SELECT asleep FROM gateway.job_worker_state"))

    notified: asyncio.Queue[object] = asyncio.Queue()
    await workshop.owner.add_listener("job_gateway", lambda *what: notified.put_nowait(what[-1]))
    async with workshop.working():
        await eventually(asleep, lambda sleeps: not sleeps)
        await eventually(asleep, bool)
        await workshop.enqueue()
        assert await notified.get() == "enqueued"
        await workshop.begun.get()
        await eventually(asleep, lambda sleeps: not sleeps)
        await workshop.enqueue()
        await workshop.begun.get()
        await workshop.become()
    assert notified.empty()
