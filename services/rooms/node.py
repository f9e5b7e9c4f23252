"""One rooms node: its lane, its sign of life, and how it stops."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import redis.asyncio as redis
from redis.exceptions import RedisError

from services.rooms.means import Means
from services.rooms.placement import Placement
from services.rooms.signalling import Signalling
from shared import log
from shared.beside import beside, within
from shared.bus.lanes import node_lane, node_messages
from shared.bus.whereabouts import BEAT_EVERY_S, STALE_AFTER_S
from shared.runtime.stopping import Stopping

logger = log.get(__name__)


class Node:
    """A process that has rooms. Its name has to be new with each start."""

    def __init__(self, name: str, means: Means, blocking: redis.Redis, ticket_key: str) -> None:
        self.name = name
        self._redis = means.redis
        self._blocking = blocking
        self._placement = Placement(means.redis, self.name)
        self._listened = False
        self.ready = asyncio.Event()
        """Set once gateways can find the node."""
        self.signalling = Signalling(means.redis, means, ticket_key, self._placement)

    async def run(self, stopping: Stopping) -> None:
        """Serve until told to stop; then close all rooms in good order."""
        async with (
            beside(self._steadily(self._listen, 0.0)),
            beside(self._steadily(self._beat, BEAT_EVERY_S)),
        ):
            await stopping.told()
            await self.signalling.drain(stopping.urgent)
        await self._withdraw()

    async def _withdraw(self) -> None:
        """Take the node off the list; where Redis is away, its last word goes stale by itself."""
        try:
            await within(STALE_AFTER_S, self._placement.withdraw())
        except (OSError, RedisError) as error:
            logger.warning("node not withdrawn", node=self.name, error=str(error))

    async def _steadily(self, work: Callable[[], Awaitable[None]], pause: float) -> None:
        while True:
            try:
                await work()
                await asyncio.sleep(pause)
            except (OSError, RedisError, msgspec.DecodeError) as error:
                logger.warning("node stumbled", node=self.name, error=str(error))
                await asyncio.sleep(0.5)

    async def _listen(self) -> None:
        """Listen; after a failure, from an empty lane, for it would be read from its beginning."""
        if self._listened:
            await self._redis.delete(node_lane(self.name))
        self._listened = True
        async for message in node_messages(self._blocking, self.name):
            await self.signalling.take(message)

    async def _beat(self) -> None:
        await self.signalling.beat()
        self.ready.set()
