"""Takes facts in, each once: the effect and the inbox row are one transaction.

A consumer is a group on the streams of other services, and its own. Several handlers may hear one
fact: each has an inbox row and a transaction of its own, so that one that fails neither undoes nor
repeats what others did. The event then stays pending and is tried again; after `TRIES` deliveries
it goes to the dead letters, from where `python -m shared.bus.dead_letters replay` brings it back.
A delivery is counted when an event is claimed, so each is claimed right before it is tried.

A handler that takes long holds up the facts behind it: what waits for others is done by a job.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
import msgspec
import redis.asyncio as redis
from redis.exceptions import RedisError, ResponseError

from shared import log
from shared.background_tasks import background_tasks
from shared.bus.streams import BLOCK_MS, DEAD_CAP, dead_letters_of, stream_of
from shared.events import BY_TYPE, Event
from shared.tenancy import Connection, Database, Service

E = TypeVar("E", bound=Event)
Handler = Callable[[Connection, Any], Awaitable[None]]
Handlers = Mapping[str, Mapping[type[Event], Handler]]
"""Tables of handlers, each under the name of its inbox. That name stays as it is: what was taken in
under another would be taken in again."""

TRIES = 5
_POSTGRES_AWAY = (asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError)
_NO_FAULT_OF_ITS_OWN = (OSError, RedisError, asyncpg.InterfaceError, *_POSTGRES_AWAY)
BATCH = 50
RETRY_AFTER_MS = 2_000
_BEGINNING = b"0-0"
"""Of a stream, and the answer to who has been through all that is pending."""

logger = log.get(__name__)


class Consumer:
    """One consumer of one service. `run` until cancelled.

    A handler gets the open transaction of the event's agency, or, for a kind listed in
    `on_platform`, of the platform.
    """

    def __init__(
        self,
        database: Database,
        client: redis.Redis,
        name: str,
        handlers: Handlers,
        *,
        sources: Sequence[Service],
        on_platform: frozenset[type[Event]] = frozenset(),
        retry_after_ms: int = RETRY_AFTER_MS,
    ) -> None:
        self.name = f"{database.service}.{name}"
        self._database = database
        self._redis = client
        self._handlers = _by_kind(handlers)
        self._streams = [stream_of(source) for source in sources]
        self._on_platform = {kind.tag() for kind in on_platform}
        self._retry_after_ms = retry_after_ms
        self._dead = dead_letters_of(database.service)
        self._me = uuid4().hex

    async def run(self) -> None:
        """Take in for ever; what goes wrong is logged and tried again."""
        async with background_tasks(self._steadily(self._reclaim)):
            await self._steadily(self._read)

    async def _steadily(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except ResponseError as error:
                if "NOGROUP" not in str(error):
                    logger.warning("consumer stumbled", consumer=self.name, error=str(error))
                    await asyncio.sleep(0.5)
                with suppress(RedisError, OSError):  # if it is away, the next round says so
                    await self._join()
            except (OSError, RedisError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("consumer stumbled", consumer=self.name, error=str(error))
                await asyncio.sleep(0.5)

    async def _join(self) -> None:
        for stream in self._streams:
            try:
                await self._redis.xgroup_create(stream, self.name, id="0", mkstream=True)
            except ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise

    async def _read(self) -> None:
        answer = await self._redis.xreadgroup(
            self.name, self._me, dict.fromkeys(self._streams, ">"), count=BATCH, block=BLOCK_MS
        )
        for stream, entries in _pairs(answer):
            for entry_id, fields in entries:
                await self._try(stream, entry_id, fields)

    async def _reclaim(self) -> None:
        await asyncio.sleep(self._retry_after_ms / 1000)
        await self._ask_postgres()
        for stream in self._streams:
            async for entry_id, fields in self._claimed(stream):
                await self._again(stream, entry_id, fields)

    async def _claimed(self, stream: str) -> AsyncIterator[tuple[bytes, dict[bytes, bytes]]]:
        """Claim what is to be tried again, one after the other: a claim counts as a delivery."""
        after = _BEGINNING
        while True:
            after, entries, lost = await self._redis.xautoclaim(
                stream, self.name, self._me, self._retry_after_ms, start_id=after, count=1
            )
            if lost:
                logger.error("events trimmed while pending", consumer=self.name, entries=len(lost))
            for entry in entries:
                yield entry
            if after == _BEGINNING:
                return

    async def _ask_postgres(self) -> None:
        """Raises what a handler would raise while Postgres is away: that is no try."""
        async with self._database.platform() as tx:
            await tx.execute("SELECT 1")

    async def _again(self, stream: str, entry_id: bytes, fields: dict[bytes, bytes]) -> None:
        pending: list[Any] = await self._redis.xpending_range(
            stream, self.name, entry_id, entry_id, 1
        )
        if pending and pending[0]["times_delivered"] > TRIES:
            await self._dead_letter(stream, entry_id, fields)
        else:
            await self._try(stream, entry_id, fields)

    async def _try(self, stream: bytes | str, entry_id: bytes, fields: dict[bytes, bytes]) -> None:
        """Take an event in. Where a time-out or the like keeps it from that, those behind it are
        tried all the same, unless Postgres is away."""
        try:
            await self._take_in(stream, entry_id, fields)
        except _NO_FAULT_OF_ITS_OWN as error:
            logger.warning("event not taken in yet", consumer=self.name, error=repr(error))
            await self._ask_postgres()

    async def _take_in(
        self, stream: bytes | str, entry_id: bytes, fields: dict[bytes, bytes]
    ) -> None:
        kind = fields.get(b"type", b"").decode()
        cause = fields.get(b"correlation") or fields.get(b"id", b"")
        with log.caused_by(cause.decode()):
            taken = [
                await self._taken_in(inbox, handler, kind, fields[b"body"])
                for inbox, handler in self._handlers.get(kind, ())
            ]
        if all(taken):
            await self._redis.xack(stream, self.name, entry_id)

    async def _taken_in(self, inbox: str, handler: Handler, kind: str, body: bytes) -> bool:
        """Let one handler take a fact in; False where it failed, which is in the log."""
        try:
            await self._once(inbox, handler, msgspec.json.decode(body, type=BY_TYPE[kind]))
        except _NO_FAULT_OF_ITS_OWN:
            raise
        except Exception:
            logger.exception("event not taken in", consumer=self.name, handler=inbox, type=kind)
            return False
        return True

    async def _once(self, inbox: str, handler: Handler, event: Event) -> None:
        platform = event.tag() in self._on_platform
        scope = self._database.platform() if platform else self._database.tenant(event.agency_id)
        async with scope as tx:
            if await tx.fetchval(
                """INSERT INTO platform.inbox (consumer, event_id) VALUES ($1, $2)
                ON CONFLICT DO NOTHING RETURNING true""",
                f"{self._database.service}.{inbox}",
                event.id,
            ):
                await handler(tx, event)

    async def _dead_letter(
        self, stream: bytes | str, entry_id: bytes, fields: dict[bytes, bytes]
    ) -> None:
        logger.error("event buried", consumer=self.name, type=fields.get(b"type", b"").decode())
        source = stream.decode() if isinstance(stream, bytes) else stream
        await self._redis.xadd(
            self._dead,
            {b"consumer": self.name, b"stream": source, **dict[Any, Any](fields)},
            maxlen=DEAD_CAP,
        )
        await self._redis.xack(stream, self.name, entry_id)


def _by_kind(handlers: Handlers) -> Mapping[str, Sequence[tuple[str, Handler]]]:
    """Turn tables into what each kind of fact is handed to, with the names of the inboxes."""
    found: dict[str, list[tuple[str, Handler]]] = {}
    for inbox, table in handlers.items():
        for kind, handler in table.items():
            found.setdefault(kind.tag(), []).append((inbox, handler))
    return found


def _pairs(answer: Any) -> list[tuple[bytes, list[tuple[bytes, dict[bytes, bytes]]]]]:
    """Read XREADGROUP's answer, a list in RESP2 and a mapping in RESP3."""
    if not answer:
        return []
    return list(answer.items()) if isinstance(answer, dict) else list(answer)
