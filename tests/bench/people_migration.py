"""A large office of the version before is migrated while it goes on: guests and outcomes become
talent, candidates, decisions and answers.

The database is one as the files until `NEXT` made it, with `--guests` guests, three takes for each
and an outcome for every third. While the rest runs, an old gateway invites, notes that links are
opened, and rooms notes who comes. Prints one JSON line for the migration, and one for how long the
old processes' transactions took meanwhile.
"""

import argparse
import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe

import asyncpg

from infra.embedded import postgres
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from shared import migrations
from shared.background_tasks import background_tasks
from shared.ids import AgencyId, new_id
from shared.migrations import ROOT, SERVICES
from shared.tenancy import Database, schema_of
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.migrated import PASSWORDS, databases

BENCH = "people_migration"
NEXT = "0020"
"""The first file of the gateway that the version before did not have."""
MOST = 100_000
GOAL_S = 60

# An office of so many guests: 200 productions with 10 sessions each, whose slots are full.
_FILL = """
INSERT INTO production (id, title, started_by)
    SELECT gen_random_uuid(), 'Production ' || n, gen_random_uuid() FROM generate_series(1, 200) n;
INSERT INTO role (id, production_id, name)
    SELECT gen_random_uuid(), id, 'Role ' || n FROM production, generate_series(1, 5) n;
INSERT INTO session (id, production_id, title, local_date, zone)
    SELECT gen_random_uuid(), id, 'Session ' || n, '2026-01-15', 'Europe/London'
    FROM production, generate_series(1, 10) n;
INSERT INTO slot (id, session_id, position, kind, role_id, local_start, starts_at, minutes)
    SELECT gen_random_uuid(), s.id, n, 'audition', r.id, '2026-01-15 10:00', '2026-01-15 10:00Z', 15
    FROM session s, generate_series(1, greatest(1, {guests} / 2000)) n,
        LATERAL (SELECT id FROM role WHERE production_id = s.production_id
            ORDER BY id OFFSET n % 5 LIMIT 1) r;
INSERT INTO guest (id, session_id, slot_id, role, name, email, token_hash, invited_by, invited_at,
    expires_at)
    SELECT gen_random_uuid(), session_id, id, 'actor', 'Zoë ' || n % ({guests} / 3),
        'zoe' || n % ({guests} / 3) || '@actors.test', sha256(id::text::bytea), session_id,
        now() - n * interval '1 minute', now()
    FROM (SELECT id, session_id, row_number() OVER () AS n FROM slot) AS numbered;
INSERT INTO outcome (id, guest_id, slot_id, answer, decided_by)
    SELECT gen_random_uuid(), id, slot_id, 'release', invited_by
    FROM (SELECT *, row_number() OVER () AS n FROM guest) AS numbered WHERE n % 3 = 0;
INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number, phase,
    started_by, started_at, fence)
    SELECT gen_random_uuid(), s.id, s.production_id, l.role_id, 'Role', l.position || '-' || n, 1,
        'finished', 'person:x', now(), 1
    FROM slot l JOIN session s ON s.id = l.session_id, generate_series(1, 3) n;
INSERT INTO recording (id, take_id, who, name, started_at)
    SELECT gen_random_uuid(), k.id, 'guest:' || g.id, g.name, now()
    FROM take k JOIN slot l ON l.session_id = k.session_id
        AND l.position = split_part(k.scene, '-', 1)::int JOIN guest g ON g.slot_id = l.id;
ANALYZE;
"""
_INVITE = """INSERT INTO guest (id, session_id, slot_id, role, name, title, email, token_hash,
        invited_by, expires_at)
    SELECT $1, session_id, id, 'actor', 'Ana', 'Actor', $2, $3, $1, now() FROM slot LIMIT 1"""
_OPENED = """UPDATE guest SET opened_at = now() WHERE id = (
    SELECT id FROM guest TABLESAMPLE SYSTEM (1) LIMIT 1)"""
_COMES = """INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
    VALUES ($1, $1, $1, 'stage', 'guest:x', 'Ana', '', 'actor')"""


async def measure(guests: int) -> Sequence[Figure]:
    async with _left_behind(guests) as (url, agency):
        old: list[float] = []
        async with databases(url, "gateway", "rooms") as (gateway, rooms):
            async with background_tasks(_goes_on(gateway, rooms, agency, old)):
                began = time.monotonic()
                await migrations.migrate(url, PASSWORDS)
                took = time.monotonic() - began
        return [await _migrated(url, agency, took), _meanwhile(old)]


async def _goes_on(
    gateway: Database, rooms: Database, agency: AgencyId, times: list[float]
) -> None:
    """Work as the version before does, for ever; `times` are in milliseconds."""
    while True:
        began = time.monotonic()
        async with gateway.tenant(agency) as tx:
            key = new_id()
            await tx.execute(_INVITE, key, f"{key}@actors.test", key.bytes)
        async with gateway.tenant(agency) as tx:
            await tx.execute(_OPENED)
        async with rooms.tenant(agency) as tx:
            await tx.execute(_COMES, new_id())
        times.append(1_000 * (time.monotonic() - began))
        await asyncio.sleep(0.05)


async def _migrated(url: str, agency: AgencyId, took: float) -> Figure:
    """Count what came of them: nobody may be left out."""
    owner = await asyncpg.connect(url)
    await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
    counts = {
        name: await owner.fetchval(f"SELECT count(*) FROM {name}")
        for name in ("guest", "take", "talent", "candidate", "slot_participant", "decision")
    }
    left = await owner.fetchval("SELECT count(*) FROM guest WHERE talent_id IS NULL")
    lost = await owner.fetchval(
        "SELECT count(*) FROM outcome o WHERE NOT EXISTS (SELECT FROM answer WHERE id = o.id)"
    )
    await owner.close()
    return {
        "bench": BENCH, "what": "an office of the version before, rooms going on", "unit": "s",
        "took": round(took, 1), "goal": GOAL_S, **counts, "left_out": left + lost,
    }  # fmt: skip


def _meanwhile(times: list[float]) -> Figure:
    what = "what old processes do meanwhile: three transactions"
    return figure(BENCH, what, times, high=99, goal=None) | {"longest": round(max(times))}


@asynccontextmanager
async def _left_behind(guests: int) -> AsyncIterator[tuple[str, AgencyId]]:
    """Open a database that is as the version before left it, written to the disk durably."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        checkout = Path(folder) / "before"
        _before(checkout)
        async with Supervisor(Path(folder) / "logs", tell=lambda _: None) as supervisor:
            home = await postgres.home_for(Path(folder) / "postgres")
            server = postgres.Postgres(folder=home, port=any_free_port(), password=token_urlsafe())
            await supervisor.start(await postgres.prepare(server))
            url = server.database_url("bench")
            owner = await asyncpg.connect(server.url)
            await owner.execute("CREATE DATABASE bench")
            await owner.close()
            await migrations.migrate(url, PASSWORDS, checkout)
            yield url, await _filled(url, checkout, guests)


def _before(checkout: Path) -> None:
    """Copy the migrations that the version before had."""
    for home in ("shared", *(f"services/{service}" for service in SERVICES)):
        if (ROOT / home / "migrations").exists():
            shutil.copytree(ROOT / home / "migrations", checkout / home / "migrations")
    for file in (checkout / "services/gateway/migrations/tenant").iterdir():
        if file.name >= NEXT or file.name.endswith(".contract.sql"):
            file.unlink()


async def _filled(url: str, checkout: Path, guests: int) -> AgencyId:
    owner, agency = await asyncpg.connect(url), AgencyId(new_id())
    async with owner.transaction():
        await migrations.create_tenant(owner, agency, checkout)
    await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
    await owner.execute(_FILL.format(guests=guests))
    await owner.close()
    return agency


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guests", type=count_up_to(MOST), default=20_000)
    tell(measure(parser.parse_args().guests))


if __name__ == "__main__":
    main()
