"""Work that one process does at a time, on behalf of all that could."""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from shared.tenancy import Connection, Database

ASK_AGAIN_S = 1.0


@asynccontextmanager
async def leading(database: Database, work: str) -> AsyncIterator[Connection]:
    """Wait until this process may do some work, and keep others from it while the block runs.

    The lead is an advisory lock of a session, whose connection is handed to the block: once that is
    closed another process leads. So what two may do in that moment must still be right.
    """
    key = zlib.crc32(work.encode())
    async with database.pool.acquire() as connection:
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", key):  # noqa: ASYNC110
            await asyncio.sleep(ASK_AGAIN_S)
        try:
            yield connection
        finally:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await connection.execute("SELECT pg_advisory_unlock($1)", key)
