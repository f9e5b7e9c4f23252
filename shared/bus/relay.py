"""Brings facts from the outbox to the service's stream, in the order in which they were written.

One process of a service relays at a time, by an advisory lock. Redis may be flushed at any moment:
the stream carries an epoch key beside it, and where that is gone the last day's facts are sent
again. Consumers have seen most of them, and their inbox says so.
"""

import asyncio
import contextlib
from datetime import timedelta
from typing import Any

import asyncpg
import redis.asyncio as redis
from redis.exceptions import RedisError

from shared import log
from shared.bus.streams import STREAM_CAP, stream_of
from shared.leadership import leading
from shared.tenancy import Connection, Database

BATCH = 500
IDLE_S = 1.0
AGAIN = timedelta(days=1)
KEEP = timedelta(days=7)
TIDY_EVERY = 300  # idle rounds

logger = log.get(__name__)


class Relay:
    """One service's relay. `run` until cancelled."""

    def __init__(self, database: Database, client: redis.Redis) -> None:
        self._database = database
        self._redis = client
        self._service = database.service
        self._stream = stream_of(database.service)
        self._epoch = f"{self._stream}:epoch"
        self._written = asyncio.Event()

    async def run(self) -> None:
        """Relay for ever; what goes wrong is logged and tried again."""
        while True:
            try:
                async with leading(self._database, self._stream) as connection:
                    await self._lead(connection)
            except (OSError, RedisError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("relay stumbled", error=str(error))
                await asyncio.sleep(IDLE_S)

    async def _lead(self, connection: Any) -> None:
        channel = f"outbox_{self._service}"
        await connection.add_listener(channel, self._notified)
        try:
            await self._relay()
        finally:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await connection.remove_listener(channel, self._notified)

    def _notified(self, *_: object) -> None:
        self._written.set()

    async def _relay(self) -> None:
        rounds = 0
        while True:
            self._written.clear()
            if not await self._redis.exists(self._epoch):
                await self._begin_epoch()
            while await self._pass_on() == BATCH:
                pass
            if rounds % TIDY_EVERY == 0:
                await self._tidy()
            rounds += 1
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(IDLE_S):
                    await self._written.wait()

    async def _begin_epoch(self) -> None:
        async with self._database.platform() as tx:
            await tx.execute(
                """UPDATE platform.outbox SET published_at = NULL
                WHERE service = $1 AND published_at > now() - $2::interval""",
                self._service,
                AGAIN,
            )
        await self._redis.set(self._epoch, "1")

    async def _pass_on(self) -> int:
        async with self._database.platform() as tx:
            rows = await tx.fetch(
                """SELECT id, type, body, correlation FROM platform.outbox
                WHERE service = $1 AND published_at IS NULL
                ORDER BY written_at, id LIMIT $2 FOR UPDATE SKIP LOCKED""",
                self._service,
                BATCH,
            )
            if not rows:
                return 0
            async with self._redis.pipeline(transaction=False) as pipeline:
                for row in rows:
                    pipeline.xadd(self._stream, _fields(row))
                await pipeline.execute()
            await self._mark(tx, [row["id"] for row in rows])
        return len(rows)

    async def _mark(self, tx: Connection, ids: list[Any]) -> None:
        await tx.execute(
            "UPDATE platform.outbox SET published_at = now() WHERE id = ANY($1::uuid[])", ids
        )

    async def _tidy(self) -> None:
        """Trim what every group has taken in, and forget what is old in the database."""
        await self._redis.xtrim(self._stream, maxlen=STREAM_CAP, approximate=True)
        if oldest := await self._oldest_needed():
            await self._redis.xtrim(self._stream, minid=oldest, approximate=True)
        async with self._database.platform() as tx:
            await tx.execute(
                """DELETE FROM platform.outbox
                WHERE service = $1 AND published_at < now() - $2::interval""",
                self._service,
                KEEP,
            )
            await tx.execute(
                """DELETE FROM platform.inbox
                WHERE consumer LIKE $1 AND taken_at < now() - $2::interval""",
                f"{self._service}.%",
                KEEP * 2,
            )

    async def _oldest_needed(self) -> str | None:
        """Return the stream id below which no group has anything pending or unread."""
        if not await self._redis.exists(self._stream):
            return None
        needed: list[str] = []
        for group in await self._redis.xinfo_groups(self._stream):
            pending = await self._redis.xpending(self._stream, group["name"])
            oldest = pending["min"] or group["last-delivered-id"]
            needed.append(oldest.decode())
        return min(needed, key=_ordered, default=None)


def _fields(row: Any) -> dict[Any, Any]:
    """Return a fact as it is on the stream; `correlation` is left out where none is known."""
    fields = {"id": row["id"].hex, "type": row["type"], "body": row["body"]}
    return fields | ({"correlation": row["correlation"]} if row["correlation"] else {})


def _ordered(stream_id: str) -> tuple[int, int]:
    milliseconds, _, sequence = stream_id.partition("-")
    return int(milliseconds), int(sequence)
