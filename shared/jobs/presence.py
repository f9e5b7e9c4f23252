"""Whether a worker lives: it holds a lock on a connection, and PostgreSQL knows at once when that
ends.

The key of the lock is in the worker's leases, as their first 64 bits. They are UUIDs of version 8
(RFC 9562 section 5.8), which are made as their maker likes; others say nothing of who holds them.
"""

import secrets
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import asyncpg

from shared.tenancy import Connection

_VERSION = 8


class Presence:
    """Who a worker is, in its leases and by its lock."""

    def __init__(self) -> None:
        self._first = secrets.randbits(48) << 16 | _VERSION << 12 | secrets.randbits(12)

    @property
    def key(self) -> int:
        """The lock's, as PostgreSQL counts: with a sign."""
        return self._first - (1 << 64) if self._first >> 63 else self._first

    def new_lease(self) -> UUID:
        return UUID(int=self._first << 64 | 0b10 << 62 | secrets.randbits(62))

    @asynccontextmanager
    async def shown_on(self, connection: Connection) -> AsyncIterator[None]:
        """Hold the lock while the block runs.

        Where an earlier connection has it still, which PostgreSQL does not know to be dead, wait.
        """
        await connection.execute("SELECT pg_advisory_lock($1)", self.key, timeout=None)
        try:
            yield
        finally:
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await connection.execute("SELECT pg_advisory_unlock($1)", self.key)


async def missing(tx: Connection) -> set[str]:
    """Return who holds jobs and is not there, as the first digits of their leases."""
    rows = await tx.fetch(
        """SELECT DISTINCT left(replace(lease::text, '-', ''), 16) AS holder FROM job
        WHERE status = 'running' AND substr(lease::text, 15, 1) = '8'
        EXCEPT
        SELECT lpad(to_hex(classid::bigint), 8, '0') || lpad(to_hex(objid::bigint), 8, '0')
        FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted"""
    )
    return {row["holder"] for row in rows}


async def free(tx: Connection, holders: Collection[str]) -> None:
    """Make ready what they hold."""
    await tx.execute(
        """UPDATE job SET status = 'ready', lease = NULL, lease_until = NULL WHERE id IN (
            SELECT id FROM job WHERE status = 'running'
                AND left(replace(lease::text, '-', ''), 16) = ANY($1::text[])
            FOR UPDATE SKIP LOCKED)""",
        list(holders),
    )
