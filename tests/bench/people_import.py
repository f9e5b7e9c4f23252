"""A list of people taken in by an office that knows 50,000, and records of them merged.

PostgreSQL writes durably. The list is read by its confined program and taken in as the job does,
new people and known ones in turns; merges move candidates with decisions. Prints one JSON line for
lines a second, and one each for a merge, for taking it back, and for comparing some with all.
"""

import argparse
import asyncio
import hashlib
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

import asyncpg

from infra.embedded import postgres
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from services.gateway.casting.talent.duplicates import store as duplicates
from services.gateway.casting.talent.importing import store
from services.gateway.casting.talent.importing.jobs import JOBS
from services.gateway.casting.talent.importing.model import TAKE_IN, ImportPayload
from services.gateway.casting.talent.merging import actions as merging
from services.gateway.casting.talent.merging.model import NewMerge
from services.gateway.platform.jobs import JobDeps, enqueue
from services.gateway.web.desk import Agency, Desk, Person
from shared import tenancy
from shared.ids import AgencyId, PersonId, new_id
from shared.jobs import Worker
from shared.objects import Objects
from shared.tenancy import Connection, Database, schema_of
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.eventually import eventually
from tests.integration.gateway.route_permissions import NOWHERE
from tests.migrated import agencies, sign_in

TALENT, LINES, MERGES = 50_000, 20_000, 200
COMPARED = 500
GOAL_LINES, GOAL_MERGE_MS = 1_000, 50
PATIENCE_S = 900
_FILL = """
INSERT INTO talent (id, name, email, email_as_typed, phone, skills)
SELECT md5('talent' || n)::uuid, initcap(substr(md5('first' || n % 997), 1, 6)) || ' '
    || initcap(substr(md5('last' || n % 4999), 1, 8)), 'actor-' || n || '@actors.test',
    'actor-' || n || '@actors.test', '+44 7' || (100000000 + n), '{fencing,cello}'
FROM generate_series(1, $1::integer) n"""
_CANDIDATES = """
INSERT INTO candidate (id, production_id, role_id, talent_id)
SELECT md5('candidate' || n || r.id)::uuid, r.production_id, r.id, md5('talent' || n)::uuid
FROM generate_series(1, $1::integer) n CROSS JOIN role r"""
_DECISIONS = """
INSERT INTO decision (id, candidate_id, production_id, kind, decided_by)
SELECT md5('decision' || c.id || n)::uuid, c.id, c.production_id, 'audition', c.id
FROM candidate c CROSS JOIN generate_series(1, 3) n"""


async def measure(talent: int, lines: int) -> Sequence[Figure]:
    async with _opened(talent) as (database, agency, folder), asyncio.timeout(PATIENCE_S):
        took = await _import(database, agency, folder, talent, lines)
        merged, parted = await _merges(database, agency)
        compared = await _compare(database, agency)
    return [
        {
            "bench": "people_import", "what": f"{lines} lines beside {talent} talents",
            "unit": "lines/s", "rate": round(lines / took), "goal": GOAL_LINES,
        },
        figure("people_import", "a merge", merged, high=99, goal={"p99": GOAL_MERGE_MS}),
        figure("people_import", "a merge taken back", parted, high=99, goal=None),
        {
            "bench": "people_import", "what": f"{COMPARED} compared with everybody",
            "unit": "records/s", "rate": round(COMPARED / compared),
        },
    ]  # fmt: skip


async def _import(
    database: Database, agency: AgencyId, folder: Path, talent: int, lines: int
) -> float:
    """Have a list taken in by a worker; return the seconds from the job to its end."""
    objects, import_id = Objects((folder / "objects").as_uri()), new_id()
    people = "".join(_line(n, talent) for n in range(lines))
    header = "Name,Email,Phone,Height,Skills,Based in\n"
    await objects.put("people.csv", f"{header}{people}".encode())
    async with database.tenant(agency) as tx:
        await tx.execute(
            """INSERT INTO upload (id, purpose, who, place, file_name, metadata, length, received,
                status, found, object_key, expires_at)
            VALUES ($1, 'people', '', '', 'a.csv', '', 1, 1, 'ready', $2, 'people.csv', now())""",
            import_id,
            {"type": "text/csv"},
        )
        await tx.execute(
            """INSERT INTO people_import (id, kind, upload_id, file_name, status, columns, mapping,
                lines, who, person_id)
            VALUES ($1, 'talent', $1, 'a.csv', 'running', '{a,b,c,d,e,f}',
                '{name,email,phone,height_cm,skills,based_in}', $2, 'person:x', $1)""",
            import_id,
            lines,
        )
        await enqueue(tx, TAKE_IN, ImportPayload(import_id))
    redis: Any = None  # nothing here asks it
    begun = time.perf_counter()
    async with Worker(database, JobDeps(NOWHERE, database, redis, objects), JOBS).at_work():
        await eventually(lambda: _done(database, agency, import_id), bool, PATIENCE_S)
    return time.perf_counter() - begun


def _line(number: int, talent: int) -> str:
    """Every fourth is known already."""
    if number % 4 == 0:
        n = number % talent + 1
        return f'{_name(n)},actor-{n}@actors.test,,178 cm,"riding, cello",Leeds\n'
    name, phone = _name(talent + 1 + number), f"+49 30 {10**6 + number}"
    return f"{name},new-{number}@actors.test,{phone},178,riding,Leeds\n"


def _name(n: int) -> str:
    """Return what `_FILL` calls a talent."""
    first, last = f"first{n % 997}".encode(), f"last{n % 4999}".encode()
    return f"{_hex(first)[:6].capitalize()} {_hex(last)[:8].capitalize()}"


def _hex(text: bytes) -> str:
    return hashlib.md5(text, usedforsecurity=False).hexdigest()


async def _done(database: Database, agency: AgencyId, import_id: UUID) -> bool:
    async with database.tenant(agency) as tx:
        found = await store.find(tx, import_id)
    return found is not None and found.status == "done"


async def _merges(database: Database, agency: AgencyId) -> tuple[list[float], list[float]]:
    """Return the milliseconds of merges, and of taking them back, each in its transaction."""
    merged, parted = [], []
    for number in range(MERGES):
        async with database.tenant(agency) as tx:
            rows = await tx.fetch(
                """SELECT id, version FROM talent
                WHERE id IN (md5('talent' || $1::integer)::uuid, md5('talent' || $2::integer)::uuid)
                ORDER BY id""",
                2 * number + 1,
                2 * number + 2,
            )
        kept, other = rows
        new = NewMerge(
            other_id=other["id"], version=kept["version"], other_version=other["version"]
        )
        begun = time.perf_counter()
        async with database.tenant(agency) as tx:
            merge_id = await merging.merge(_desk(tx, agency), kept["id"], new)
        merged.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        async with database.tenant(agency) as tx:
            await merging.undo(_desk(tx, agency), merge_id)
        parted.append((time.perf_counter() - begun) * 1000)
    return merged, parted


def _desk(connection: Connection, agency: AgencyId) -> Desk:
    objects: Any = None  # nothing here asks it
    return Desk(
        agency=Agency(agency, "Office"),
        connection=connection,
        objects=objects,
        now=datetime.now(UTC),
        public_url="",
        address="",
        person=Person(PersonId(agency), "owner@office.test", "Olivia"),
        role="owner",
    )


async def _compare(database: Database, agency: AgencyId) -> float:
    begun = time.perf_counter()
    for _ in range(COMPARED // 50):
        async with database.tenant(agency) as tx:
            await duplicates.compare(tx, 50)
    return time.perf_counter() - begun


@asynccontextmanager
async def _opened(talent: int) -> AsyncIterator[tuple[Database, AgencyId, Path]]:
    """Start PostgreSQL; yield it as the gateway sees it, with an agency that knows many."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as scratch:
        folder = Path(scratch)
        home = await postgres.home_for(folder / "postgres")
        server = postgres.Postgres(folder=home, port=any_free_port(), password=token_urlsafe())
        try:
            async with Supervisor(folder / "logs", print) as supervisor:
                await supervisor.start(await postgres.prepare(server))
                (agency,) = await agencies(server.url, 1)
                await _fill(server.url, agency, talent)
                database = await tenancy.connect(sign_in(server.url, "gateway"), "gateway")
                yield database, agency, folder
                await database.close()
        finally:
            postgres.forget(folder / "postgres")


async def _fill(url: str, agency: AgencyId, talent: int) -> None:
    owner = await asyncpg.connect(url)
    await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
    await owner.execute(_FILL, talent)
    await owner.execute(
        "INSERT INTO production (id, title, started_by) VALUES ($1, 'Hamlet', $1)", agency
    )
    for name in ("Viola", "Orsino"):
        await owner.execute(
            "INSERT INTO role (id, production_id, name) VALUES ($1, $2, $3)", new_id(), agency, name
        )
    await owner.execute(_CANDIDATES, 2 * MERGES)
    await owner.execute(_DECISIONS)
    await owner.execute("VACUUM ANALYZE")
    await owner.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talent", type=count_up_to(TALENT), default=TALENT)
    parser.add_argument("--lines", type=count_up_to(LINES), default=LINES)
    given = parser.parse_args()
    tell(measure(given.talent, given.lines))


if __name__ == "__main__":
    main()
