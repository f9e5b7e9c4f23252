"""One rooms node: its lane, its announcement, its leases, and how it stops."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import redis.asyncio as redis
from redis.exceptions import RedisError

from services.rooms import metrics
from services.rooms.announcing import announce, withdraw
from services.rooms.means import Means
from services.rooms.placement import RENEW_EVERY_S, Placement
from services.rooms.signalling import Signalling
from shared import log
from shared.beside import beside
from shared.bus.lanes import node_lane, node_messages
from shared.bus.whereabouts import ANNOUNCE_EVERY_S

logger = log.get(__name__)


class Node:
    """A process that has rooms. Its name has to be new with each start."""

    def __init__(self, name: str, means: Means, blocking: redis.Redis, ticket_key: str) -> None:
        self.name = name
        self._redis = means.redis
        self._blocking = blocking
        placement = Placement(means.redis, self.name)
        self._listened = False
        self.ready = asyncio.Event()
        """Set once gateways can find the node."""
        self.signalling = Signalling(means.redis, means, ticket_key, placement)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; then close all rooms in good order."""
        async with (
            beside(self._steadily(self._listen, 0.0)),
            beside(self._steadily(self._announce, ANNOUNCE_EVERY_S)),
            beside(self._steadily(self.signalling.keep_leases, RENEW_EVERY_S)),
        ):
            await stop.wait()
            await self._drain()
        await withdraw(self._redis, self.name)

    async def _drain(self) -> None:
        self.signalling.draining = True
        try:
            await self._announce()
        except (OSError, RedisError) as error:
            logger.warning("not announced", error=str(error))
        await self.signalling.drain()

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

    async def _announce(self) -> None:
        load = self.signalling.load
        metrics.PEOPLE.set(load)
        await announce(self._redis, self.name, load, draining=self.signalling.draining)
        self.ready.set()
