"""How many jobs are enqueued, and how soon they are begun, fairly, while workers are killed.

PostgreSQL writes durably. First jobs are enqueued, ten to a transaction, with nobody at work. Then
workers work as processes of their own, and one agency has thousands of jobs waiting, each of which
takes 0.25 s, as a slow mail does. The other agencies enqueue at a steady rate, each in a
transaction of its own; their jobs take 5 ms. Meanwhile workers are killed (SIGKILL), and start
again. Times run from when a job is enqueued, before the commit, until its handler begins. Each job
has one effect, committed with it: they are counted in the end.
"""

import argparse
import asyncio
import itertools
import random
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe

import asyncpg

from infra.embedded import postgres
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from shared import tenancy
from shared.background_tasks import background_tasks
from shared.ids import AgencyId
from shared.jobs import JobQueue
from shared.runtime.child_signals import send_signal
from shared.tenancy import Database, schema_of
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.integration.jobs.worker_process import KIND, working
from tests.migrated import agencies, sign_in

AGENCIES, LARGE = 100, 10_000
AT_ONCE, TO_A_TRANSACTION = 4, 10
WORKERS, KILLS, POOL = 2, 5, 32
GOAL_ENQUEUED, GOAL = 2_000, {"p99": 100}
PATIENCE_S = 600
queue = JobQueue("gateway")


async def measure(seconds: int, rate: int) -> Sequence[Figure]:
    async with _server() as owner_url:
        founded = list(await agencies(owner_url, AGENCIES))
        gateway = await tenancy.connect(sign_in(owner_url, "gateway"), "gateway", size=POOL)
        try:
            large = founded.pop()
            enqueued = await _enqueue_many(gateway, large)
            begun = await _steadily(owner_url, gateway, founded, seconds, rate)
            wrong = await _wrong(owner_url, [*founded, large], LARGE + seconds * rate)
        finally:
            await gateway.close()
    return [enqueued, begun | wrong]


async def _enqueue_many(gateway: Database, agency: AgencyId) -> Figure:
    """Give one agency what will wait, as fast as it goes."""

    numbers = iter(range(LARGE))

    async def some() -> None:
        while batch := list(itertools.islice(numbers, TO_A_TRANSACTION)):
            async with gateway.tenant(agency) as tx:
                for number in batch:
                    await queue.enqueue(tx, KIND, {"title": f"large{number}", "seconds": 0.25})

    begun = time.perf_counter()
    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    took = time.perf_counter() - begun
    return {
        "bench": "jobs",
        "what": f"enqueued, {TO_A_TRANSACTION} to a transaction, {AT_ONCE} at once",
        "unit": "jobs/s",
        "rate": round(LARGE / took),
        "goal": {"rate": GOAL_ENQUEUED},
    }


async def _steadily(
    owner_url: str, gateway: Database, others: Sequence[AgencyId], seconds: int, rate: int
) -> Figure:
    """Let the others enqueue while workers work and are killed; wait until theirs is done."""
    async with _workers(owner_url) as kill, asyncio.TaskGroup() as group:
        group.create_task(_kill_some(kill, seconds))
        await _enqueue_each(gateway, others, seconds, rate)
        async with asyncio.timeout(PATIENCE_S):
            await _none_left(owner_url, others)
    late = [seconds * 1000 for seconds in await _late(owner_url, others)]
    what = f"due to begun, {rate}/s over {len(others)} agencies, another has {LARGE} waiting"
    return figure("jobs", what, late, high=99, goal=GOAL) | {"max": round(max(late), 1)}


@asynccontextmanager
async def _workers(owner_url: str) -> AsyncIterator[Callable[[], None]]:
    """Keep workers running; yield what kills one of them."""
    running: dict[int, asyncio.subprocess.Process] = {}
    all_run = asyncio.Event()

    async def keep(place: int) -> None:
        while True:
            async with working(owner_url, sign_in(owner_url, "gateway")) as child:
                running[place] = child
                if len(running) == WORKERS:
                    all_run.set()
                await child.wait()

    async with background_tasks(*(keep(place) for place in range(WORKERS))):
        await all_run.wait()
        yield lambda: send_signal(random.choice(list(running.values())), signal.SIGKILL)


async def _kill_some(kill: Callable[[], None], seconds: int) -> None:
    for _ in range(KILLS):
        await asyncio.sleep(seconds / (KILLS + 1))
        kill()


async def _enqueue_each(
    gateway: Database, others: Sequence[AgencyId], seconds: int, rate: int
) -> None:
    async def one(agency: AgencyId, number: int) -> None:
        async with gateway.tenant(agency) as tx:
            payload = {"title": f"other{number}", "seconds": 0.005, "due": time.time()}
            await queue.enqueue(tx, KIND, payload)

    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(seconds * rate):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            group.create_task(one(others[number % len(others)], number))


async def _none_left(owner_url: str, others: Sequence[AgencyId]) -> None:
    owner = await asyncpg.connect(owner_url)
    left = "SELECT count(*) FROM gateway.job WHERE agency_id = ANY($1::uuid[])"
    while await owner.fetchval(left, others):  # noqa: ASYNC110
        await asyncio.sleep(0.2)
    await owner.close()


async def _titles(owner_url: str, whose: Sequence[AgencyId]) -> list[str]:
    owner = await asyncpg.connect(owner_url)
    found: list[str] = []
    for agency in whose:
        rows = await owner.fetch(f'SELECT title FROM "{schema_of(agency)}".production')
        found += [row["title"] for row in rows]
    await owner.close()
    return found


async def _late(owner_url: str, others: Sequence[AgencyId]) -> list[float]:
    return [float(title.split()[1]) for title in await _titles(owner_url, others)]


async def _wrong(owner_url: str, whose: Sequence[AgencyId], enqueued: int) -> Figure:
    """Count what was done, and what still waits, against what was enqueued."""
    titles = [title.split()[0] for title in await _titles(owner_url, whose)]
    owner = await asyncpg.connect(owner_url)
    waiting = await owner.fetchval("SELECT count(*) FROM gateway.job")
    await owner.close()
    twice = len(titles) - len(set(titles))
    return {
        "killed": KILLS,
        "done": len(titles),
        "lost": enqueued - len(set(titles)) - waiting,
        "twice": twice,
    }


@asynccontextmanager
async def _server() -> AsyncIterator[str]:
    """Start a PostgreSQL that writes durably; yield its owner's address."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as scratch:
        folder = Path(scratch)
        home = await postgres.home_for(folder / "postgres")
        server = postgres.Postgres(folder=home, port=any_free_port(), password=token_urlsafe())
        try:
            async with Supervisor(folder / "logs", print) as supervisor:
                await supervisor.start(await postgres.prepare(server))
                yield server.url
        finally:
            postgres.forget(folder / "postgres")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=count_up_to(600), default=30)
    parser.add_argument("--rate", type=count_up_to(1_000), default=300, help="jobs a second")
    given = parser.parse_args()
    tell(measure(given.seconds, given.rate))


if __name__ == "__main__":
    main()
