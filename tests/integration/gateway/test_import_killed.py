"""A list that a worker is killed over is taken in by another, each line once."""

import signal
from pathlib import Path

import asyncpg

from services.gateway.casting.talent.importing import store
from services.gateway.casting.talent.importing.model import TAKE_IN, Import, ImportPayload
from services.gateway.platform.jobs import enqueue
from shared.ids import new_id
from shared.objects import Objects
from shared.runtime.child_signals import send_signal
from shared.tenancy import Database
from tests.eventually import eventually
from tests.integration.gateway.import_worker import importing
from tests.migrated import Founded, databases, sign_in

LINES = 8_000
_UPLOAD = """INSERT INTO upload (id, purpose, who, place, file_name, metadata, length, received,
        status, found, object_key, expires_at)
    VALUES ($1, 'people', 'person:x', '', 'a.csv', '', 1, 1, 'ready', $2, 'people.csv', now())"""
_IMPORT = """INSERT INTO people_import (id, kind, upload_id, file_name, status, columns, mapping,
        lines, who, person_id)
    VALUES ($1, 'talent', $1, 'a.csv', 'running', '{Name,Email}', '{name,email}', $2, 'person:x',
        $1)"""
_LEASES_RUN_OUT = """UPDATE gateway.job SET lease_until = now() WHERE status = 'running';
    NOTIFY job_gateway"""


async def test_a_list_goes_on_behind_the_last_batch(founded: Founded, tmp_path: Path) -> None:
    objects = tmp_path.as_uri()
    people = "".join(f"Actor {n},actor-{n}@actors.test\n" for n in range(LINES))
    await Objects(objects).put("people.csv", f"Name,Email\n{people}".encode())
    import_id, url = new_id(), sign_in(founded.url, "gateway")
    owner = await asyncpg.connect(founded.url)
    async with databases(founded.url, "gateway") as (database,):
        async with database.tenant(founded.agency) as tx:
            await tx.execute(_UPLOAD, import_id, {"type": "text/csv"})
            await tx.execute(_IMPORT, import_id, LINES)
            await enqueue(tx, TAKE_IN, ImportPayload(import_id))

        async def look() -> Import:
            return await _look(database, founded, import_id)

        async with importing(url, objects) as child:
            begun = await eventually(look, lambda found: found.line > 0)
            send_signal(child, signal.SIGKILL)
            await child.wait()
        assert begun.status == "running"
        assert begun.read < LINES, "it was to be killed in the middle"
        await owner.execute(_LEASES_RUN_OUT)
        async with importing(url, objects):
            ended = await eventually(look, lambda found: found.status == "done")
        assert (ended.added, ended.known, ended.refused) == (LINES, 0, 0)
        async with database.tenant(founded.agency) as tx:
            assert await tx.fetchval("SELECT count(DISTINCT email) FROM talent") == LINES
            assert await tx.fetchval("SELECT count(*) FROM talent") == LINES
        async with database.tenant(founded.neighbour) as tx:
            assert await tx.fetchval("SELECT count(*) FROM talent") == 0
    await owner.close()


async def _look(database: Database, founded: Founded, import_id: object) -> Import:
    async with database.tenant(founded.agency) as tx:
        (row,) = await tx.fetch("SELECT id FROM people_import")
        found = await store.find(tx, row["id"])
    assert found
    return found
