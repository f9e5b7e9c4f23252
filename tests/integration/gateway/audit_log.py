"""The audit logs of two agencies: written to, read, and changed by whoever owns the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from services.gateway.platform.audit import store, verification
from services.gateway.platform.audit.sealing import store as seal_store
from services.gateway.platform.audit.verification import Verdict
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection, Database, schema_of
from tests.migrated import Founded, databases


async def write(tx: Connection, act: str) -> UUID:
    line = new_id()
    await store.add(tx, line, "person:1", act, "Straße|1:x,", new_id(), address="::1")
    return line


async def add(database: Database, agency: AgencyId, act: str = "act") -> UUID:
    async with database.tenant(agency) as tx:
        return await write(tx, act)


async def read(database: Database, agency: AgencyId) -> Verdict:
    async with database.tenant(agency, one_moment=True) as tx:
        return await verification.verify(tx)


async def sealed_lines(database: Database, agency: AgencyId) -> list[list[UUID]]:
    async with database.tenant(agency) as tx:
        return [list(seal.lines) for seal in await seal_store.seals(tx, 0, 100)]


async def tamper(founded: Founded, statement: str) -> None:
    """Change the log as somebody could who owns the database, and wants to."""
    owner = await asyncpg.connect(founded.url)
    schema = f'"{schema_of(founded.agency)}"'
    for table in ("audit", "audit_seal"):
        await owner.execute(f"ALTER TABLE {schema}.{table} DISABLE TRIGGER USER")
    await owner.execute(f"SET search_path TO {schema}")
    await owner.execute(statement)
    await owner.close()


async def register(founded: Founded) -> None:
    owner: Any = await asyncpg.connect(founded.url)
    for agency in (founded.agency, founded.neighbour):
        await owner.execute(
            "INSERT INTO platform.agency (id, name) VALUES ($1::text::uuid, 'A')", str(agency)
        )
    await owner.close()


@asynccontextmanager
async def audit_logs_in(founded: Founded) -> AsyncIterator[Database]:
    """Open the gateway's database with a line in the neighbour's log."""
    async with databases(founded.url, "gateway") as (database,):
        await add(database, founded.neighbour, "of the neighbour")
        yield database
