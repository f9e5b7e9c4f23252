"""A production is deleted by jobs: rows with the fact that says so, files after them, and nothing
of one that was subscribed for again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.gateway.casting.productions.jobs import JOBS as FILES
from services.gateway.casting.subscriptions.events import deletion_due
from services.gateway.casting.subscriptions.jobs import JOBS
from services.gateway.platform.jobs import JobDeps
from shared.events.billing import DeletionDue
from shared.ids import AgencyId, ProductionId, new_id
from shared.jobs import Worker
from shared.objects import Objects
from shared.tenancy import Database, schema_of
from shared.tombstones import FOLDER
from tests.eventually import eventually
from tests.integration.gateway.route_permissions import NOWHERE
from tests.migrated import Founded, databases


class Deleting:
    """An agency and its neighbour, each with a production that has ended, and its sides."""

    def __init__(self, founded: Founded, gateway: Database, owner: Any, objects: Objects) -> None:
        self.agency, self.neighbour = founded.agency, founded.neighbour
        self.gateway, self.owner, self.objects = gateway, owner, objects
        self.production = ProductionId(new_id())

    async def furnish(self) -> None:
        for agency, key in ((self.agency, self.production), (self.neighbour, new_id())):
            await self.objects.put(f"{agency.hex}/sides/sides.pdf", b"%PDF")
            await self.owner.execute(
                f"""INSERT INTO platform.agency (id, name) VALUES ('{agency}', 'Office');
                INSERT INTO platform.subscription (production_id, agency_id, stripe_id, plan,
                    status, started_at, period_ends_at)
                VALUES ('{key}', '{agency}', '{key}', 'short', 'canceled', now(), now());
                SET search_path TO "{schema_of(agency)}";
                INSERT INTO production (id, title, started_by) VALUES ('{key}', 'Ended', '{key}');
                INSERT INTO role (id, production_id, name) VALUES ('{key}', '{key}', 'Miranda');
                INSERT INTO sides (id, role_id, file_name, object_key, pages, bytes)
                    VALUES ('{key}', '{key}', 'x.pdf', '{agency.hex}/sides/sides.pdf', 1, 4);"""
            )

    async def due(self) -> None:
        event = DeletionDue(agency_id=self.agency, production_id=self.production)
        async with self.gateway.tenant(self.agency) as tx:
            await deletion_due(tx, event)

    async def subscribe_again(self) -> None:
        await self.owner.execute(
            "UPDATE platform.subscription SET status = 'active' WHERE production_id = $1",
            self.production,
        )

    async def hold(self) -> None:
        """Have a candidate of the production be on legal hold."""
        await self.owner.execute(
            f"""SET search_path TO "{schema_of(self.agency)}";
            INSERT INTO talent (id, name) VALUES ('{self.agency}', 'Ana Silva');
            INSERT INTO candidate (id, production_id, role_id, talent_id)
                VALUES ('{self.agency}', '{self.production}', '{self.production}', '{self.agency}');
            INSERT INTO talent_hold (talent_id, reason, held_by)
                VALUES ('{self.agency}', 'A claim', '{self.agency}')"""
        )

    async def work_until_put_off(self, objects: Objects | None = None) -> None:
        deps = JobDeps(NOWHERE, self.gateway, None, objects or self.objects)  # type: ignore[arg-type]
        async with Worker(self.gateway, deps, {**JOBS, **FILES}).at_work():
            await eventually(self.is_put_off, bool)

    async def is_put_off(self) -> bool:
        async with self.gateway.platform() as tx:
            return bool(
                await tx.fetchval(
                    """SELECT run_at > now() + interval '23 hours' FROM gateway.job
                    WHERE kind = 'subscriptions.delete'"""
                )
            )

    async def work(self, objects: Objects | None = None) -> None:
        """Have all jobs done."""
        deps = JobDeps(NOWHERE, self.gateway, None, objects or self.objects)  # type: ignore[arg-type]
        async with Worker(self.gateway, deps, {**JOBS, **FILES}).at_work():
            await eventually(self.jobs, lambda left: not left)

    async def jobs(self) -> int:
        """Return how many are left, but for mails."""
        async with self.gateway.platform() as tx:  # handlers of the test use the owner's
            count: int = await tx.fetchval(
                "SELECT count(*) FROM gateway.job WHERE kind ~ '^(subscriptions|productions)[.]'"
            )
        return count

    async def titles(self, agency: AgencyId) -> list[str]:
        async with self.gateway.tenant(agency) as tx:
            return [row["title"] for row in await tx.fetch("SELECT title FROM production")]

    async def files(self) -> set[AgencyId]:
        """Return the agencies whose files are there."""
        both = (self.agency, self.neighbour)
        return {each for each in both if [key async for key in self.objects.keys(each.hex)]}

    async def tombstones(self) -> int:
        return len([key async for key in self.objects.keys(FOLDER)])


@pytest.fixture
async def deleting(founded: Founded, tmp_path: Path) -> AsyncIterator[Deleting]:
    owner = await asyncpg.connect(founded.url)
    async with databases(founded.url, "gateway") as (gateway,):
        opened = Deleting(founded, gateway, owner, Objects(tmp_path.as_uri()))
        await opened.furnish()
        yield opened
    await owner.close()


async def test_rows_files_and_fact_of_one_production(deleting: Deleting) -> None:
    await deleting.due()
    assert await deleting.titles(deleting.agency) == ["Ended"], "the event itself only enqueues"
    await deleting.work()
    assert await deleting.titles(deleting.agency) == []
    assert await deleting.titles(deleting.neighbour) == ["Ended"]
    assert await deleting.files() == {deleting.neighbour}
    assert await deleting.tombstones() == 1
    asked = "SELECT count(*) FROM platform.outbox WHERE type = 'productions.deleted.v1'"
    assert await deleting.owner.fetchval(asked) == 1
    await deleting.due()
    await deleting.work()
    assert await deleting.owner.fetchval(asked) == 1, "what is gone is not deleted again"
    assert await deleting.tombstones() == 1


async def test_what_was_subscribed_for_again_before_the_job_stays(deleting: Deleting) -> None:
    await deleting.due()
    await deleting.subscribe_again()
    await deleting.work()
    assert await deleting.titles(deleting.agency) == ["Ended"]
    assert await deleting.files() == {deleting.agency, deleting.neighbour}
    assert await deleting.tombstones() == 0


async def test_what_was_subscribed_for_again_meanwhile_stays_and_has_no_tombstone(
    deleting: Deleting, tmp_path: Path
) -> None:
    class Meanwhile(Objects):
        async def put(self, key: str, content: bytes | Path) -> None:
            await super().put(key, content)
            await deleting.subscribe_again()

    await deleting.due()
    await deleting.work(Meanwhile(tmp_path.as_uri()))
    assert await deleting.titles(deleting.agency) == ["Ended"]
    assert await deleting.files() == {deleting.agency, deleting.neighbour}
    assert await deleting.tombstones() == 0


async def test_what_somebody_on_legal_hold_was_considered_in_waits_until_it_is_lifted(
    deleting: Deleting, tmp_path: Path
) -> None:
    class Meanwhile(Objects):
        async def put(self, key: str, content: bytes | Path) -> None:
            await super().put(key, content)
            await deleting.hold()

    await deleting.due()
    await deleting.work_until_put_off(Meanwhile(tmp_path.as_uri()))  # held while it is at work
    assert await deleting.tombstones() == 0
    await deleting.owner.execute("UPDATE gateway.job SET run_at = now()")
    await deleting.work_until_put_off()
    assert await deleting.titles(deleting.agency) == ["Ended"]
    assert await deleting.tombstones() == 0
    await deleting.owner.execute("DELETE FROM talent_hold; UPDATE gateway.job SET run_at = now()")
    await deleting.work()
    assert await deleting.titles(deleting.agency) == []
    assert await deleting.titles(deleting.neighbour) == ["Ended"]
