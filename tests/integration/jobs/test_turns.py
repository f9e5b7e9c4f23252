"""Whose job is next: agencies take turns, what somebody waits for is first, nobody fills a worker,
and what waits under one key is one run."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from shared.ids import AgencyId
from shared.jobs import Priority, claims
from shared.jobs.claims import Wanted
from shared.jobs.model import Job
from tests.integration.jobs.workshop import KIND, Workshop, queue

FROM_THE_FIRST = (UUID(int=2**128 - 1),) * 4


def wanted(limit: int, **how: object) -> Wanted:
    values = {
        "kinds": [KIND], "first": Priority.URGENT, "last": Priority.BULK, "cap": 1000, "held": {},
        "cursors": FROM_THE_FIRST, "lease": uuid4(), "lease_s": 30.0,
    }  # fmt: skip
    return Wanted(limit=limit, **(values | how))  # type: ignore[arg-type]


async def claim(workshop: Workshop, limit: int, **how: object) -> list[Job]:
    async with workshop.database.platform() as tx:
        await claims.hold(tx, "gateway")
        claimed = await claims.claim(tx, wanted(limit, **how))
        await claims.do_away_with_older(tx, claimed)
    return claimed


async def enqueue_for(
    workshop: Workshop, agencies: Sequence[UUID], each: int, priority: Priority = Priority.NORMAL
) -> None:
    async with workshop.database.platform() as tx:
        for agency in agencies:
            for _ in range(each):
                await queue.enqueue(tx, KIND, {}, priority=priority, agency=AgencyId(agency))


def turns(jobs: Sequence[Job]) -> list[int]:
    return [job.turn.int for job in jobs]


async def test_each_agency_has_one_before_any_has_a_second(workshop: Workshop) -> None:
    large, few = UUID(int=1), [UUID(int=number) for number in (2, 3, 4)]
    await enqueue_for(workshop, [large], 2000)
    await enqueue_for(workshop, few, 2)
    claimed = await claim(workshop, 9)
    assert turns(claimed) == [1, 2, 3, 4, 1, 2, 3, 4, 1]
    ages = [job.id for job in claimed if job.turn == large]
    assert ages == sorted(ages), "the oldest of each first"


async def test_it_goes_on_after_whom_it_served_last(workshop: Workshop) -> None:
    await enqueue_for(workshop, [UUID(int=number) for number in (1, 2, 3)], 4)
    after_the_first = (UUID(int=1),) * 4
    assert turns(await claim(workshop, 4, cursors=after_the_first)) == [2, 3, 1, 2]


async def test_the_platforms_own_take_turns_with_agencies(workshop: Workshop) -> None:
    await enqueue_for(workshop, [UUID(int=1)], 5)
    async with workshop.database.platform() as tx:
        await queue.enqueue(tx, KIND, {})
    assert turns(await claim(workshop, 3)) == [0, 1, 1]


async def test_what_somebody_waits_for_goes_first_whoever_it_is(workshop: Workshop) -> None:
    await enqueue_for(workshop, [UUID(int=1), UUID(int=2)], 3, Priority.BULK)
    await enqueue_for(workshop, [UUID(int=3)], 2, Priority.SOON)
    await enqueue_for(workshop, [UUID(int=3)], 2, Priority.URGENT)
    claimed = await claim(workshop, 6)
    assert turns(claimed) == [3, 3, 3, 3, 1, 2]
    assert [job.priority for job in claimed] == [0, 0, 1, 1, 3, 3]


async def test_an_agency_has_no_more_than_its_cap(workshop: Workshop) -> None:
    await enqueue_for(workshop, [UUID(int=1)], 9, Priority.BULK)
    await enqueue_for(workshop, [UUID(int=1), UUID(int=2)], 2)
    held = {UUID(int=1): 2, UUID(int=2): 4}
    assert turns(await claim(workshop, 20, cap=4, held=held)) == [1, 1]


async def test_kinds_that_a_worker_does_not_know_are_left_to_others(workshop: Workshop) -> None:
    await workshop.enqueue(kind="test.new")
    await workshop.enqueue()
    assert [job.kind for job in await claim(workshop, 5)] == [KIND]


async def test_many_with_kinds_that_a_worker_does_not_know_are_passed_over(
    workshop: Workshop,
) -> None:
    """They are more than it looks at for one job, and it is their turn."""
    async with workshop.database.platform() as tx:
        for number in range(1, 10):
            await queue.enqueue(tx, "test.new", {}, agency=AgencyId(UUID(int=number)))
    await enqueue_for(workshop, [UUID(int=10)], 1)
    assert turns(await claim(workshop, 1)) == [10]


async def test_two_that_choose_at_once_get_different_jobs(workshop: Workshop) -> None:
    await enqueue_for(workshop, [UUID(int=1)], 20)
    both = await asyncio.gather(claim(workshop, 10), claim(workshop, 10))
    assert len({job.id for jobs in both for job in jobs}) == 20


async def test_many_of_one_agency_leave_slots_for_others(workshop: Workshop) -> None:
    """Slow bulk fills neither the half that others find free, nor what is kept for who waits."""
    workshop.goes_on.clear()
    async with workshop.working(slots=8):
        await enqueue_for(workshop, [workshop.agency], 50, Priority.BULK)
        first = [await workshop.begun.get() for _ in range(3)]
        assert {run.agency for run in first} == {workshop.agency}
        await enqueue_for(workshop, [workshop.neighbour], 50, Priority.BULK)
        second = [await workshop.begun.get() for _ in range(3)]
        assert {run.agency for run in second} == {workshop.neighbour}
        await enqueue_for(workshop, [workshop.agency], 1, Priority.SOON)
        soon = await workshop.begun.get()
        assert (soon.agency, soon.job.priority) == (workshop.agency, Priority.SOON)
        assert workshop.begun.empty()
        workshop.goes_on.set()
        await workshop.become()


async def test_invitations_of_many_leave_slots_for_sign_in(workshop: Workshop) -> None:
    """Their mail server is slow; sign-in is the platform's own."""
    workshop.goes_on.clear()
    async with workshop.working(slots=8):
        both = (workshop.agency, workshop.neighbour)
        await enqueue_for(workshop, both, 50, Priority.SOON)
        first = [await workshop.begun.get() for _ in range(7)]
        assert {*Counter(run.agency for run in first).values()} == {3, 4}
        async with workshop.database.platform() as tx:
            await queue.enqueue(tx, KIND, {}, priority=Priority.URGENT)
        assert (await workshop.begun.get()).job.priority == Priority.URGENT
        assert workshop.begun.empty()
        workshop.goes_on.set()


async def test_an_agencys_share_is_of_all_that_it_has_running(workshop: Workshop) -> None:
    workshop.goes_on.clear()
    async with workshop.working(slots=8):
        await enqueue_for(workshop, [workshop.agency], 5, Priority.BULK)
        await enqueue_for(workshop, [workshop.agency], 5, Priority.SOON)
        first = [await workshop.begun.get() for _ in range(4)]
        await enqueue_for(workshop, [workshop.neighbour], 5, Priority.BULK)
        second = [await workshop.begun.get() for _ in range(3)]
        workshop.goes_on.set()
    assert {run.agency for run in first} == {workshop.agency}
    assert {run.agency for run in second} == {workshop.neighbour}


async def test_of_what_waits_under_a_key_the_newest_runs_for_all(workshop: Workshop) -> None:
    for number in range(3):
        await workshop.enqueue({"title": f"{number}"}, key="a")
    await workshop.enqueue({"title": "other key"}, key="b")
    await workshop.enqueue({"title": "no key"})
    theirs = await workshop.enqueue({"title": "theirs"}, key="a", whose=workshop.neighbour)
    async with workshop.working():
        await workshop.become()
    assert await workshop.effects() == ["2", "no key", "other key"]
    async with workshop.database.tenant(workshop.neighbour) as tx:
        assert await tx.fetchval("SELECT id FROM production") == theirs


async def test_what_comes_while_one_runs_is_run_after_it(workshop: Workshop) -> None:
    """The one that runs may have missed what the other's transaction wrote."""
    await workshop.enqueue({"title": "first"}, key="a")
    workshop.goes_on.clear()
    async with workshop.working():
        await workshop.begun.get()
        await workshop.enqueue({"title": "second"}, key="a")
        workshop.goes_on.set()
        await workshop.become()
    assert await workshop.effects() == ["first", "second"]


async def test_one_to_be_tried_again_gives_way_to_a_newer_one(workshop: Workshop) -> None:
    await workshop.enqueue({"title": "first"}, key="a")
    workshop.fails = ValueError("not yet")
    async with workshop.working():
        await workshop.become("scheduled")
        workshop.fails = None
        await workshop.enqueue({"title": "second"}, key="a")
        await workshop.become()
    assert await workshop.effects() == ["second"]


async def test_writers_of_one_key_do_not_wait_for_each_other(workshop: Workshop) -> None:
    """Nor do those who take keys crosswise end in a deadlock."""
    async with (
        workshop.database.tenant(workshop.agency) as one,
        workshop.database.tenant(workshop.agency) as other,
    ):
        await queue.enqueue(one, KIND, {"title": "1"}, key="a")
        await queue.enqueue(other, KIND, {"title": "2"}, key="b")
        await queue.enqueue(one, KIND, {"title": "3"}, key="b")
        await queue.enqueue(other, KIND, {"title": "4"}, key="a")
    async with workshop.working():
        await workshop.become()
    assert await workshop.effects() == ["3", "4"]


async def test_a_worker_that_freezes_as_it_chooses_holds_the_others_up_for_seconds(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "FROZEN_AFTER_S", 1)
    await workshop.enqueue()
    frozen: Any = await asyncpg.connect(workshop.url)
    await frozen.execute("BEGIN")
    await claims.hold(frozen, "gateway")
    async with workshop.working():
        await workshop.become()
    await frozen.close()
