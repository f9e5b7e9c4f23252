"""What every service works with: its database, Redis, and the bus between the two."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import msgspec
from redis.asyncio import Redis

from shared import tenancy
from shared.background_tasks import background_tasks
from shared.bus import streams
from shared.bus.consumer import Consumer, Handlers
from shared.bus.relay import Relay
from shared.events import Event
from shared.tenancy import Database, Service


class ServiceRuntime(msgspec.Struct, frozen=True):
    """One service's connections. `blocking` is for reads of streams, which wait."""

    database: Database
    redis: Redis
    blocking: Redis

    def consumer(
        self,
        name: str,
        handlers: Handlers,
        *,
        sources: Sequence[Service],
        on_platform: frozenset[type[Event]] = frozenset(),
    ) -> Consumer:
        """Make a consumer of facts; see `Consumer`."""
        return Consumer(
            self.database, self.blocking, name, handlers, sources=sources, on_platform=on_platform
        )

    @asynccontextmanager
    async def at_work(self, *consumers: Consumer) -> AsyncIterator[None]:
        """Bring the service's facts to its stream, and take others' in, while the block runs.

        What fails ends the block: the process ends, and another takes over.
        """
        relay = Relay(self.database, self.redis)
        async with background_tasks(relay.run(), *(consumer.run() for consumer in consumers)):
            yield


@asynccontextmanager
async def connected(
    service: Service, database_url: str, redis_url: str, *, size: int = 10
) -> AsyncIterator[ServiceRuntime]:
    """Connect a service while the block runs; `size` is how many transactions go on at once."""
    async with AsyncExitStack() as stack:
        database = await tenancy.connect(database_url, service, size=size)
        stack.push_async_callback(database.close)
        client, blocking = streams.connect(redis_url), streams.connect_blocking(redis_url)
        stack.push_async_callback(client.aclose)
        stack.push_async_callback(blocking.aclose)
        yield ServiceRuntime(database, client, blocking)
