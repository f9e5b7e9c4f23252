"""Where records are: a database, signed in as its owner, and an object store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from shared.objects import Objects
from shared.tenancy import Connection, Pool


class Installation:
    """One installation's records."""

    def __init__(self, pool: Pool, objects: Objects) -> None:
        self.pool = pool
        self.objects = objects

    @asynccontextmanager
    async def snapshot(self, of: str = "") -> AsyncIterator[Connection]:
        """Read everything as it was at one moment: now, or that of a snapshot that is held."""
        async with (
            self.pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            if of:
                await connection.execute(f"SET TRANSACTION SNAPSHOT '{of}'")
            yield connection

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Connection]:
        """Change things together or not at all; who is in the way is waited for ten seconds."""
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("SET LOCAL lock_timeout = '10s'")
            yield connection


@asynccontextmanager
async def at(owner_url: str, object_store_url: str) -> AsyncIterator[Installation]:
    async with asyncpg.create_pool(owner_url, min_size=0, max_size=4) as pool:
        yield Installation(pool, Objects(object_store_url))
