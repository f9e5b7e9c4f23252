"""What an agency's role may do about jobs: add its own, see its own, cancel its own."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from shared.ids import new_id
from shared.jobs import JobId
from shared.tenancy import role_of
from tests.integration.jobs.workshop import KIND, Workshop, queue

LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "act",
    [
        "SELECT payload FROM gateway.job",
        "UPDATE gateway.job SET payload = '{}'",
        "DELETE FROM gateway.job",
        "INSERT INTO gateway.job (id, kind, payload, agency_id) VALUES ($1, 'x', '{}', $1)",
        "INSERT INTO gateway.job (id, kind, payload, status) VALUES ($1, 'x', '{}', 'dead')",
        "INSERT INTO gateway.job (id, kind, payload) VALUES ($1, 'x', '{}') RETURNING payload",
        "UPDATE gateway.own_job SET kind = 'x'",
        "DELETE FROM gateway.own_job",
        "SELECT planned_for FROM gateway.job_period",
        "CALL platform.make_jobs('more')",
        "INSERT INTO rooms.job (id, kind, payload) VALUES ($1, 'x', '{}')",
    ],
)
async def test_more_than_that_it_may_not(workshop: Workshop, act: str) -> None:
    values = [new_id()] if "$1" in act else []
    async with workshop.database.tenant(workshop.agency) as tx:
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.UndefinedTableError)):
            await tx.execute(act, *values)


async def test_it_sees_its_own_only(workshop: Workshop) -> None:
    ours = await workshop.enqueue(key="a")
    theirs = await workshop.enqueue(key="a", whose=workshop.neighbour)
    async with workshop.database.platform() as tx:
        nobodys = await queue.enqueue(tx, KIND, {})
    async with workshop.database.tenant(workshop.agency) as tx:
        found = await queue.own(tx, ours)
        assert found
        assert (found.status, found.attempts) == ("ready", 0)
        assert await queue.own_keyed(tx, KIND, "a") == found
        assert [await queue.own(tx, other) for other in (theirs, nobodys)] == [None, None]
        assert await tx.fetchval("SELECT count(*) FROM gateway.own_job") == 1


async def test_it_cancels_its_own_only(workshop: Workshop) -> None:
    ours = await workshop.enqueue(run_at=LATER)
    theirs = await workshop.enqueue(key="a", whose=workshop.neighbour)
    async with workshop.database.tenant(workshop.agency) as tx:
        assert await queue.cancel(tx, theirs) is None
        assert await queue.cancel(tx, JobId(new_id())) is None
        assert await queue.cancel_keyed(tx, KIND, "a") == []
        assert await queue.cancel(tx, ours) == "cancelled"
        assert await queue.cancel(tx, ours) is None
    left = await workshop.owner.fetch("SELECT id FROM gateway.job")
    assert [row["id"] for row in left] == [theirs]


async def test_the_platform_names_an_agency_and_a_tenant_cannot(workshop: Workshop) -> None:
    async with workshop.database.platform() as tx:
        await queue.enqueue(tx, KIND, {}, agency=workshop.neighbour)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with workshop.database.tenant(workshop.agency) as tx:
            await queue.enqueue(tx, KIND, {}, agency=workshop.neighbour)
    left = await workshop.owner.fetch("SELECT agency_id FROM gateway.job")
    assert [row["agency_id"] for row in left] == [workshop.neighbour]


async def test_columns_that_a_tenant_may_set_are_few(workshop: Workshop) -> None:
    rows = await workshop.owner.fetch(
        """SELECT attname FROM pg_attribute
        WHERE attrelid = 'gateway.job'::regclass AND attnum > 0
            AND has_column_privilege($1, attrelid, attnum, 'INSERT')""",
        role_of("gateway", workshop.agency),
    )
    assert {row["attname"] for row in rows} == {
        "id", "kind", "key", "priority", "run_at", "kept", "payload", "correlation",
    }  # fmt: skip


async def test_what_is_too_long_is_refused(workshop: Workshop) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await workshop.enqueue({"text": "x" * 65_536})


async def test_a_running_one_is_asked_to_stop_and_has_no_effect(workshop: Workshop) -> None:
    job = await workshop.enqueue(kept=True)
    workshop.goes_on.clear()
    async with workshop.working():
        await workshop.begun.get()
        async with workshop.database.tenant(workshop.agency) as tx:
            assert await queue.cancel(tx, job) == "requested"
        await workshop.become("cancelled")
    workshop.goes_on.set()
    assert await workshop.effects() == []
    async with workshop.database.tenant(workshop.agency) as tx:
        assert await queue.cancel(tx, job) is None


async def test_one_whose_worker_died_after_it_was_cancelled_is_not_begun_again(
    workshop: Workshop,
) -> None:
    await workshop.enqueue()
    await workshop.owner.execute(
        """UPDATE gateway.job SET status = 'running', lease = gen_random_uuid(), attempts = 1,
            lease_until = now() - interval '1 s', cancel_requested = true"""
    )
    async with workshop.working():
        await workshop.become()
    assert workshop.begun.empty()


async def test_what_is_kept_shows_how_far_it_is_and_goes_after_a_day(workshop: Workshop) -> None:
    job = await workshop.enqueue(kept=True)
    workshop.goes_on.clear()
    async with workshop.working():
        run = await workshop.begun.get()
        await run.progress(3, 10)
        async with workshop.database.tenant(workshop.agency) as tx:
            shown = await queue.own(tx, job)
        workshop.goes_on.set()
        await workshop.become("done")
    assert shown
    assert (shown.status, shown.done, shown.total) == ("running", 3, 10)
    await workshop.enqueue({"title": "Beside"}, kept=True, run_at=LATER)
    await workshop.owner.execute(
        "UPDATE gateway.job SET settled_at = settled_at - $1::interval", timedelta(hours=25)
    )
    async with workshop.working():
        await workshop.become("scheduled")
