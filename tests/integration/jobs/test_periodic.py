"""Periodic jobs: several workers plan each occurrence once, also one that nobody was there for."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from shared.jobs import JobHandler, Periodic, Worker, periods
from tests.integration.jobs.workshop import KIND, Workshop

NIGHTLY = Periodic(KIND, at="03:15", zone="Europe/London")
NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)


async def plan(workshop: Workshop, now: datetime) -> None:
    async with workshop.database.platform() as tx:
        await periods.plan(tx, NIGHTLY, now)


async def planned(workshop: Workshop) -> list[datetime]:
    rows = await workshop.owner.fetch("SELECT run_at FROM gateway.job ORDER BY run_at")
    return [row["run_at"] for row in rows]


async def test_several_plan_each_occurrence_once(workshop: Workshop) -> None:
    for day in range(2):
        now = NOW + timedelta(days=day)
        await asyncio.gather(*(plan(workshop, now) for _ in range(4)))
    assert await planned(workshop) == [
        datetime(2026, 3, 29, 2, 15, tzinfo=UTC),
        datetime(2026, 3, 30, 2, 15, tzinfo=UTC),
    ]
    await plan(workshop, NOW)  # by a clock that is behind
    assert len(await planned(workshop)) == 2


async def test_what_was_due_while_no_worker_ran_is_done_when_one_does(workshop: Workshop) -> None:
    await plan(workshop, NOW - timedelta(days=365))
    async with workshop.working():
        run = await workshop.begun.get()
        assert run.agency is None
        assert run.payload == {"planned_for": "2025-03-29T03:15:00Z"}


async def test_it_comes_again_and_again(workshop: Workshop) -> None:
    periodic = [Periodic(KIND, every=timedelta(seconds=0.5))]

    async def handle(run: object) -> None:
        await workshop.begun.put(run)  # type: ignore[arg-type]

    async with (
        workshop.working(handlers={KIND: JobHandler(handle)}, periodic=periodic),
        workshop.working(handlers={KIND: JobHandler(handle)}, periodic=periodic),
    ):
        begun = [await workshop.begun.get() for _ in range(3)]
    times = [datetime.fromisoformat(run.payload["planned_for"]) for run in begun]
    assert times == sorted(set(times))


def test_a_periodic_kind_that_nobody_does_is_refused(workshop: Workshop) -> None:
    with pytest.raises(ValueError, match=KIND):
        Worker(workshop.database, None, {}, [NIGHTLY])
