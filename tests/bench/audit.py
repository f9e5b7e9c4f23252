"""Writers of audit lines: fifty in one agency against one in each of fifty.

PostgreSQL writes durably, and the sealer works beside them. Each writer has a connection and
commits one line after the other. Rounds of the two kinds alternate; each is given by its median.
Then each of many agencies has a line at once. Prints one JSON line for the rates, and one each for
how long it took until all was sealed.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe
from statistics import median

import asyncpg

from infra.embedded import postgres
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from services.gateway.platform.audit import store
from services.gateway.platform.audit.sealing import store as seals
from services.gateway.platform.audit.sealing.sealer import Sealer
from shared.background_tasks import background_tasks
from shared.ids import AgencyId, new_id
from shared.tenancy import Database
from tests.bench._figures import Figure, count_up_to, tell
from tests.migrated import agencies, sign_in

WRITERS, AGENCIES, MOST_AGENCIES = 50, 300, 3_000
ROUNDS = 5
PATIENCE_S = 300
MOST_S = 60
GOAL, SEAL_GOAL_S = 0.8, 2.0


async def measure(seconds: int, count: int) -> Sequence[Figure]:
    async with _opened(count) as (database, offices), asyncio.timeout(PATIENCE_S):
        one, many = [offices[0]] * WRITERS, offices[:WRITERS]
        await _rate(database, many, 1)
        rounds = []
        async with background_tasks(Sealer(database).run()):
            for _ in range(ROUNDS):
                rates = await _rate(database, one, seconds), await _rate(database, many, seconds)
                rounds.append((*rates, await _sealed_after(database)))
        for office in offices:
            await _write(database, office)
        async with background_tasks(Sealer(database).run()):
            all_sealed = await _sealed_after(database)
    in_one, in_many, waited = (median(each) for each in zip(*rounds, strict=True))
    return [
        {
            "bench": "audit", "what": f"{WRITERS} writers of one agency against {WRITERS} agencies",
            "unit": "lines/s", "one": round(in_one), "many": round(in_many),
            "ratio": round(in_one / in_many, 2), "goal": GOAL,
        },
        {
            "bench": "audit", "what": "the last line until all are sealed", "unit": "s",
            "p50": round(waited, 2), "goal": SEAL_GOAL_S,
        },
        {
            "bench": "audit", "what": f"a line in each of {count} agencies until all are sealed",
            "unit": "s", "took": round(all_sealed, 2),
        },
    ]  # fmt: skip


async def _rate(database: Database, offices: Sequence[AgencyId], seconds: int) -> float:
    """Let each office have a writer for so long; return how many lines a second were committed."""
    end = time.perf_counter() + seconds

    async def write(office: AgencyId) -> int:
        written = 0
        while time.perf_counter() < end:
            await _write(database, office)
            written += 1
        return written

    return sum(await asyncio.gather(*map(write, offices))) / seconds


async def _write(database: Database, office: AgencyId) -> None:
    async with database.tenant(office) as tx:
        await store.add(tx, new_id(), "person:1", "watched", "take", office)


async def _sealed_after(database: Database) -> float:
    """Return how many seconds pass until nothing is to be sealed."""
    begun = time.perf_counter()
    while True:
        async with database.platform() as tx:
            if not (await seals.unsealed(tx)).lines:
                return time.perf_counter() - begun
        await asyncio.sleep(0.02)


@asynccontextmanager
async def _opened(count: int) -> AsyncIterator[tuple[Database, Sequence[AgencyId]]]:
    """Start PostgreSQL; yield it as the gateway sees it, with some agencies."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as scratch:
        folder = Path(scratch)
        home = await postgres.home_for(folder / "postgres")
        server = postgres.Postgres(folder=home, port=any_free_port(), password=token_urlsafe())
        try:
            async with Supervisor(folder / "logs", print) as supervisor:
                await supervisor.start(await postgres.prepare(server))
                offices = await agencies(server.url, max(count, WRITERS))
                async with asyncpg.create_pool(
                    sign_in(server.url, "gateway"), min_size=WRITERS, max_size=WRITERS + 4
                ) as pool:
                    yield Database(pool, "gateway"), offices
        finally:
            postgres.forget(folder / "postgres")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=count_up_to(MOST_S), default=5)
    parser.add_argument("--agencies", type=count_up_to(MOST_AGENCIES), default=AGENCIES)
    given = parser.parse_args()
    tell(measure(given.seconds, given.agencies))


if __name__ == "__main__":
    main()
