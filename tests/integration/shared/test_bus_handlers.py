"""Several handlers hear one fact, each once; a service hears its own; the cause goes with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from redis.asyncio import Redis

from shared import log
from shared.background_tasks import background_tasks
from shared.bus import dead_letters, outbox, streams
from shared.bus.consumer import Consumer, Handler, Handlers
from shared.bus.relay import Relay
from shared.events.gateway import ProductionStarted
from shared.ids import AgencyId, ProductionId, new_id
from shared.tenancy import Connection, Database
from tests.eventually import eventually
from tests.migrated import Founded, databases

CAUSE = "4bf92f3577b34da6a3ce929d0e0e4736"


class Office:
    """The gateway, which hears its own facts; `heard_by` notes who heard what, and of which
    request."""

    def __init__(self, gateway: Database, agency: AgencyId, redis_url: str) -> None:
        self.gateway = gateway
        self.agency = agency
        self.client: Redis = streams.connect(redis_url)
        self.blocking = streams.connect_blocking(redis_url)
        self.heard_by: asyncio.Queue[tuple[str, ProductionId, str | None]] = asyncio.Queue()

    def hearing(self, who: str) -> Handler:
        async def hear(_: Connection, event: ProductionStarted) -> None:
            self.heard_by.put_nowait((who, event.production_id, log.correlation()))

        return hear

    async def publish(self) -> ProductionStarted:
        event = ProductionStarted(agency_id=self.agency, production_id=ProductionId(new_id()))
        async with self.gateway.tenant(self.agency) as tx:
            await outbox.publish(tx, "gateway", event)
        return event

    async def next(self) -> tuple[str, ProductionId, str | None]:
        async with asyncio.timeout(20):
            return await self.heard_by.get()

    @asynccontextmanager
    async def running(self, **handlers: Handler) -> AsyncIterator[None]:
        tables: Handlers = {name: {ProductionStarted: one} for name, one in handlers.items()}
        consumer = Consumer(
            self.gateway, self.blocking, "test", tables, sources=["gateway"], retry_after_ms=50
        )
        async with background_tasks(consumer.run(), Relay(self.gateway, self.client).run()):
            yield

    async def pending(self) -> int:
        found: dict[str, Any] = await self.client.xpending("events:gateway", "gateway.test")
        return int(found["pending"])


@pytest.fixture
async def office(founded: Founded, redis_url: str) -> AsyncIterator[Office]:
    async with databases(founded.url, "gateway") as (gateway,):
        opened = Office(gateway, founded.agency, redis_url)
        yield opened
        await opened.client.aclose()
        await opened.blocking.aclose()


async def refuse(_: Connection, event: ProductionStarted) -> None:
    raise ZeroDivisionError(event.production_id)


async def test_each_handler_hears_a_fact_of_its_own_service_once(office: Office) -> None:
    async with office.running(one=office.hearing("one"), two=office.hearing("two")):
        events = [await office.publish() for _ in range(3)]
        found = [await office.next() for _ in range(6)]
        await eventually(office.pending, lambda left: not left)
    assert office.heard_by.empty()
    assert [each[:2] for each in found] == [
        (who, event.production_id) for event in events for who in ("one", "two")
    ]


async def test_a_handler_that_fails_repeats_nothing_of_the_others_and_blocks_no_fact(
    office: Office,
) -> None:
    async with office.running(bad=refuse, good=office.hearing("good")):
        first = await office.publish()
        second = await office.publish()
        assert [(await office.next())[1] for _ in range(2)] == [
            first.production_id,
            second.production_id,
        ]
        await eventually(lambda: dead_letters.listed(office.client, "gateway"), bool)
        await eventually(office.pending, lambda left: not left)
    assert office.heard_by.empty(), "what was taken in was taken in again"
    async with office.running(bad=office.hearing("mended"), good=office.hearing("good")):
        replayed = await dead_letters.replay(office.client, "gateway")
        assert replayed == 2
        again = [await office.next() for _ in range(2)]
        await eventually(office.pending, lambda left: not left)
    assert [who for who, *_ in again] == ["mended", "mended"]
    assert office.heard_by.empty()


async def test_what_processes_of_before_took_in_is_not_taken_in_again(office: Office) -> None:
    event = await office.publish()
    async with office.gateway.platform() as tx:
        await tx.execute(
            "INSERT INTO platform.inbox (consumer, event_id) VALUES ($1, $2)",
            "gateway.casting",
            event.id,
        )
    async with office.running(casting=office.hearing("casting"), later=office.hearing("later")):
        assert (await office.next())[0] == "later"
        last = await office.publish()
        assert await office.next() == ("casting", last.production_id, last.id.hex)


async def test_the_cause_of_a_fact_goes_on_to_what_it_leads_to(office: Office) -> None:
    async def lead_on(tx: Connection, event: ProductionStarted) -> None:
        if event.production_id == first.production_id:
            further = ProductionStarted(agency_id=event.agency_id, production_id=onward)
            await outbox.publish(tx, "gateway", further)

    onward = ProductionId(new_id())
    with log.caused_by(CAUSE):
        first = await office.publish()
    unknown = await office.publish()
    assert log.correlation() is None
    async with office.running(hear=office.hearing("hear"), lead=lead_on):
        found = {key: cause for _, key, cause in [await office.next() for _ in range(3)]}
    assert found == {
        first.production_id: CAUSE,
        onward: CAUSE,
        unknown.production_id: unknown.id.hex,
    }


async def test_the_cause_is_kept_in_dead_letters(office: Office) -> None:
    with log.caused_by(CAUSE):
        await office.publish()
    async with office.running(bad=refuse):
        (letter,) = await eventually(lambda: dead_letters.listed(office.client, "gateway"), bool)
        assert letter["correlation"] == CAUSE
    async with office.running(bad=office.hearing("mended")):
        await dead_letters.replay(office.client, "gateway")
        assert (await office.next())[2] == CAUSE


async def test_an_old_process_publishes_on(office: Office) -> None:
    event = ProductionStarted(agency_id=office.agency, production_id=ProductionId(new_id()))
    async with office.gateway.tenant(office.agency) as tx:
        await tx.execute(
            """INSERT INTO platform.outbox (id, service, agency_id, type, body)
            VALUES ($1, 'gateway', $2, $3, $4)""",
            event.id, office.agency, event.tag(), msgspec.json.encode(event).decode(),
        )  # fmt: skip
    async with office.running(hear=office.hearing("hear")):
        assert await office.next() == ("hear", event.production_id, event.id.hex)
