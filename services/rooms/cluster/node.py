"""One rooms node: its stream of messages, its heartbeat, and how it stops."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import redis.asyncio as redis
from redis.exceptions import RedisError

from services.rooms.cluster.dispatcher import Dispatcher
from services.rooms.cluster.placement import Placement
from services.rooms.room.context import RoomContext
from shared import log
from shared.background_tasks import background_tasks, within
from shared.bus.node_registry import BEAT_EVERY_S, STALE_AFTER_S
from shared.bus.signalling import node_reader
from shared.runtime.shutdown import Shutdown

logger = log.get(__name__)


class Node:
    """A process that has rooms. Its name has to be new with each start."""

    def __init__(
        self, name: str, context: RoomContext, blocking: redis.Redis, ticket_key: str
    ) -> None:
        self.name = name
        self._reader = node_reader(blocking, self.name)
        self._placement = Placement(context.redis, self.name)
        self.ready = asyncio.Event()
        """Set once gateways can find the node."""
        self.dispatcher = Dispatcher(context.redis, context, ticket_key, self._placement)

    async def run(self, shutdown: Shutdown) -> None:
        """Serve until told to stop; then close all rooms in good order."""
        async with (
            background_tasks(self._repeat(self._listen, 0.0)),
            background_tasks(self._repeat(self._heartbeat, BEAT_EVERY_S)),
        ):
            await shutdown.wait()
            await self.dispatcher.drain(shutdown.forced)
        await self._withdraw()

    async def _withdraw(self) -> None:
        """Take the node off the list; where Redis is away, its last heartbeat goes stale by
        itself."""
        try:
            await within(STALE_AFTER_S, self._placement.withdraw())
        except (OSError, RedisError) as error:
            logger.warning("node not withdrawn", node=self.name, error=str(error))

    async def _repeat(self, work: Callable[[], Awaitable[None]], pause: float) -> None:
        while True:
            try:
                await work()
                await asyncio.sleep(pause)
            except (OSError, RedisError, msgspec.DecodeError) as error:
                logger.warning("node loop failed", node=self.name, error=str(error))
                await asyncio.sleep(0.5)

    async def _listen(self) -> None:
        async for message in self._reader.messages():
            await self.dispatcher.handle(message)

    async def _heartbeat(self) -> None:
        await self.dispatcher.heartbeat()
        self.ready.set()
