"""Two agencies with jobs in a real database, and workers whose handlers a test can hold."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from shared.jobs import JobHandler, JobId, JobQueue, JobRun, Priority, Worker
from shared.jobs.model import ALLOWED
from shared.tenancy import Connection, Database
from tests.eventually import eventually
from tests.migrated import Founded, databases

KIND = "test.work"
queue = JobQueue("gateway")
_ADD = "INSERT INTO production (id, title, started_by) VALUES ($1, $2, $1)"


# What no job does by the model, nothing here does.
_ONLY_ALLOWED = """CREATE FUNCTION gateway.not_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'a job that is % never becomes %', OLD.status, NEW.status;
END $$;
CREATE TRIGGER not_allowed BEFORE UPDATE ON gateway.job FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN ({allowed}))
    EXECUTE FUNCTION gateway.not_allowed()"""


class Workshop:
    """What a test does and sees. `owner` is the database's owner, who sees all."""

    def __init__(self, founded: Founded, database: Database, owner: asyncpg.Connection) -> None:
        self.agency, self.neighbour = founded.agency, founded.neighbour
        self.url = founded.url
        self.database = database
        self.owner = owner
        self.begun: asyncio.Queue[JobRun[Any]] = asyncio.Queue()
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.fails: Exception | None = None

    async def enqueue(self, payload: Mapping[str, Any] | None = None, **how: Any) -> JobId:
        """Enqueue a job of our agency, in a transaction of its own."""
        whose = how.pop("whose", self.agency)
        async with self.database.tenant(whose) as tx:
            return await queue.enqueue(tx, how.pop("kind", KIND), payload or {}, **how)

    async def handle(self, run: JobRun[Any]) -> None:
        """Begin, wait until the test lets go, then fail or have an effect: a production."""
        await self.begun.put(run)
        await self.goes_on.wait()
        if self.fails:
            raise self.fails
        async with run.finish() as tx:
            await effect(tx, run)

    @asynccontextmanager
    async def working(self, *more: str, **how: Any) -> AsyncIterator[Worker[None]]:
        how.setdefault("handlers", {kind: JobHandler(self.handle) for kind in (KIND, *more)})
        worker = Worker(self.database, None, **how)
        async with worker.at_work():
            yield worker

    async def statuses(self) -> list[str]:
        rows = await self.owner.fetch("SELECT status FROM gateway.job ORDER BY id")
        return [row["status"] for row in rows]

    async def become(self, *statuses: str) -> None:
        await eventually(self.statuses, lambda found: found == list(statuses))

    async def effects(self) -> list[str]:
        """Return what handlers did in our agency."""
        async with self.database.tenant(self.agency) as tx:
            rows = await tx.fetch("SELECT title FROM production ORDER BY title")
        return [row["title"] for row in rows]

    async def time_passes(self) -> None:
        """Let all that is scheduled be due, and leases end."""
        await self.owner.execute(
            """UPDATE gateway.job SET
                run_at = CASE status WHEN 'scheduled' THEN now() ELSE run_at END,
                lease_until = lease_until - interval '1 hour'
            WHERE status IN ('scheduled', 'running');
            NOTIFY job_gateway"""
        )


async def effect(tx: Connection, run: JobRun[Any]) -> None:
    await tx.execute(_ADD, run.id, run.payload.get("title", "Done"))


@asynccontextmanager
async def workshop_in(founded: Founded) -> AsyncIterator[Workshop]:
    owner = await asyncpg.connect(founded.url)
    pairs = [f"('{before}', '{after}')" for before in ALLOWED for after in ALLOWED[before]]
    await owner.execute(_ONLY_ALLOWED.format(allowed=", ".join(pairs)))
    async with databases(founded.url, "gateway") as (database,):
        yield Workshop(founded, database, owner)
    await owner.close()


__all__ = ["KIND", "Priority", "Workshop", "effect", "queue", "workshop_in"]
