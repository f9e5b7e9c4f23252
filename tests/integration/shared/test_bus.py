"""A fact that was committed is taken in once: through crashes of handlers and a flushed Redis."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from redis.asyncio import Redis

from shared import tenancy
from shared.background_tasks import background_tasks, cancel_and_wait
from shared.bus import dead_letters, outbox, streams
from shared.bus.consumer import TRIES, Consumer
from shared.bus.relay import Relay
from shared.events.billing import SubscriptionChanged
from shared.events.gateway import ProductionStarted
from shared.ids import AgencyId, ProductionId, new_id
from shared.tenancy import Connection, Database, DatabaseBusy
from tests.eventually import eventually
from tests.migrated import agencies, databases

PATIENCE_S = 20


class Bus:
    """The billing side that hears what the gateway tells, with a handler of the test's own."""

    def __init__(self, gateway: Database, billing: Database, redis_url: str) -> None:
        self.gateway = gateway
        self.billing = billing
        self.client: Redis = streams.connect(redis_url)
        self.blocking = streams.connect_blocking(redis_url)
        self.arrived: asyncio.Queue[ProductionId] = asyncio.Queue()

    async def hear(self, _: Connection, event: ProductionStarted) -> None:
        self.arrived.put_nowait(event.production_id)

    async def tell(self, agency: AgencyId) -> ProductionId:
        production = ProductionId(new_id())
        async with self.gateway.tenant(agency) as tx:
            await outbox.publish(
                tx, "gateway", ProductionStarted(agency_id=agency, production_id=production)
            )
        return production

    async def relayed(self, events: int) -> None:
        """Relay while nobody listens, until so many are in the stream, and known to be there.

        A relay that is stopped between the two sends them once more.
        """
        async with background_tasks(Relay(self.gateway, self.client).run()):
            await eventually(self._passed_on, lambda n: n >= events)

    async def _passed_on(self) -> int:
        async with self.gateway.platform() as tx:
            passed_on: int = await tx.fetchval(
                """SELECT count(*) FROM platform.outbox
                WHERE service = 'gateway' AND published_at IS NOT NULL"""
            )
        return passed_on

    async def next(self) -> ProductionId:
        async with asyncio.timeout(PATIENCE_S):
            return await self.arrived.get()

    @asynccontextmanager
    async def running(
        self, handler: Callable[[Connection, Any], Awaitable[None]] | None = None
    ) -> AsyncIterator[None]:
        consumer = Consumer(
            self.billing,
            self.blocking,
            "test",
            {"test": {ProductionStarted: handler or self.hear}},
            sources=["gateway"],
            retry_after_ms=50,
        )
        jobs = [consumer.run(), Relay(self.gateway, self.client).run()]
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            yield
        finally:
            await cancel_and_wait(*tasks)


@asynccontextmanager
async def bus_on(database: str, redis_url: str) -> AsyncIterator[tuple[Bus, AgencyId]]:
    (agency,) = await agencies(database, 1)
    async with databases(database, "gateway", "billing") as (gateway, billing):
        bus = Bus(gateway, billing, redis_url)
        yield bus, agency
        await bus.client.aclose()
        await bus.blocking.aclose()


async def test_what_is_committed_arrives_in_order(database: str, redis_url: str) -> None:
    async with bus_on(database, redis_url) as (bus, agency), bus.running():
        received = [await bus.tell(agency) for _ in range(5)]
        assert [await bus.next() for _ in received] == received


async def test_a_busy_database_is_waited_for(
    database: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bus_on(database, redis_url) as (bus, agency), bus.running():
        await bus.tell(agency)
        await bus.next()
        async with AsyncExitStack() as held:
            patient = held.enter_context(monkeypatch.context())
            patient.setattr(tenancy, "PATIENCE_S", 0.05)
            for _ in range(bus.billing.pool.get_max_size()):
                await held.enter_async_context(bus.billing.pool.acquire())
            for _ in range(10):
                with pytest.raises(DatabaseBusy):
                    await held.enter_async_context(bus.billing.platform())
        received = await bus.tell(agency)
        assert await bus.next() == received


async def test_what_is_rolled_back_was_never_told(database: str, redis_url: str) -> None:
    async with bus_on(database, redis_url) as (bus, agency), bus.running():
        with pytest.raises(ZeroDivisionError):
            async with bus.gateway.tenant(agency) as tx:
                never = ProductionStarted(agency_id=agency, production_id=ProductionId(new_id()))
                await outbox.publish(tx, "gateway", never)
                raise ZeroDivisionError
        received = await bus.tell(agency)
        assert await bus.next() == received


async def test_a_handler_that_stumbles_is_asked_again(database: str, redis_url: str) -> None:
    async with bus_on(database, redis_url) as (bus, agency):
        tries: list[ProductionId] = []

        async def stumble_once(tx: Connection, event: ProductionStarted) -> None:
            tries.append(event.production_id)
            if len(tries) == 1:
                raise ZeroDivisionError
            await bus.hear(tx, event)

        async with bus.running(stumble_once):
            received = await bus.tell(agency)
            assert await bus.next() == received
        assert tries == [received, received]


async def test_what_cannot_be_taken_in_is_buried_and_can_be_replayed(
    database: str, redis_url: str
) -> None:
    async with bus_on(database, redis_url) as (bus, agency):

        async def refuse(_: Connection, event: ProductionStarted) -> None:
            raise ZeroDivisionError(event.production_id)

        received = await bus.tell(agency)
        async with bus.running(refuse), asyncio.timeout(PATIENCE_S):
            while not (letters := await dead_letters.listed(bus.client, "billing")):
                await bus.client.xread({"dead:billing": "0"}, block=500)
        assert [letter["consumer"] for letter in letters] == ["billing.test"]
        assert str(received) in letters[0]["body"]
        async with bus.running():
            assert await dead_letters.replay(bus.client, "billing") == 1
            assert await bus.next() == received
        assert TRIES > 1


async def test_what_waits_behind_one_that_times_out_is_tried(database: str, redis_url: str) -> None:
    """All are read at once; the first never gets through, and it alone is buried."""
    async with bus_on(database, redis_url) as (bus, agency):
        first, *others = [await bus.tell(agency) for _ in range(3)]
        await bus.relayed(3)

        async def time_out(tx: Connection, event: ProductionStarted) -> None:
            if event.production_id == first:
                raise TimeoutError
            await bus.hear(tx, event)

        async with bus.running(time_out):
            assert [await bus.next() for _ in others] == others
            letters = await eventually(lambda: dead_letters.listed(bus.client, "billing"), bool)
    assert [str(first) in letter["body"] for letter in letters] == [True]


async def test_what_was_claimed_behind_one_that_times_out_is_not_counted(
    database: str, redis_url: str
) -> None:
    """A handler that is away with its database for a while buries nothing that it did not try."""
    async with bus_on(database, redis_url) as (bus, agency):
        events = [await bus.tell(agency) for _ in range(3)]
        await bus.relayed(3)
        tries: Counter[ProductionId] = Counter()

        async def fail_at_first(tx: Connection, event: ProductionStarted) -> None:
            tries[event.production_id] += 1
            if tries[event.production_id] < TRIES:
                raise TimeoutError
            await bus.hear(tx, event)

        async with bus.running(fail_at_first):
            assert {await bus.next() for _ in events} == {*events}
        assert await dead_letters.listed(bus.client, "billing") == []


async def test_a_flushed_redis_loses_nothing_and_repeats_nothing(
    database: str, redis_url: str
) -> None:
    async with bus_on(database, redis_url) as (bus, agency):
        async with bus.running():
            first = await bus.tell(agency)
            assert await bus.next() == first
        second = await bus.tell(agency)
        await bus.relayed(2)
        await bus.client.flushall()
        async with bus.running():
            third = await bus.tell(agency)
            assert {await bus.next(), await bus.next()} == {second, third}
        assert bus.arrived.empty(), "the first fact was in the inbox already"


async def test_a_kind_without_a_handler_is_passed_over(database: str, redis_url: str) -> None:
    async with bus_on(database, redis_url) as (bus, agency), bus.running():
        other = SubscriptionChanged(
            agency_id=agency,
            production_id=ProductionId(new_id()),
            status="active",
            plan="short",
            changed_at=ProductionStarted(agency_id=agency, production_id=ProductionId(new_id())).at,
        )
        async with bus.gateway.tenant(agency) as tx:
            await outbox.publish(tx, "gateway", other)
        received = await bus.tell(agency)
        assert await bus.next() == received
