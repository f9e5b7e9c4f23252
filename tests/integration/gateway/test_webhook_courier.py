"""The courier with a real database and a real receiver: retries, leases, replays, giving up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import msgspec
import pytest

from services.gateway.webhooks import actions, store, telling
from services.gateway.webhooks import delivery_store as deliveries
from services.gateway.webhooks.courier import Courier
from services.gateway.webhooks.model import (
    BACK_OFF,
    BeingSent,
    Delivery,
    DeliveryNotFound,
    KindName,
    NewWebhook,
    WebhookNotFound,
)
from services.gateway.webhooks.reach import Reach
from services.gateway.webhooks.signing import Seal
from shared.beside import beside
from shared.events.gateway import ProductionStarted, ProductionWrapped
from shared.ids import AgencyId, ProductionId, new_id
from shared.tenancy import Database, schema_of
from tests.migrated import Founded, databases
from tests.receiver import Receiver, receiving

SEAL = Seal("k" * 32)
OWNER = "olivia@office.test"


class Desk:
    """An owner's webhook, its receiver, and the database as the owner of all sees it."""

    def __init__(
        self, founded: Founded, database: Database, receiver: Receiver, owner: asyncpg.Connection
    ) -> None:
        self.agency = founded.agency
        self.neighbour = founded.neighbour
        self.database = database
        self.receiver = receiver
        self.owner = owner
        self.webhook = UUID(int=0)
        self.secret = ""

    async def add(self, *kinds: KindName, agency: AgencyId | None = None) -> UUID:
        new = NewWebhook(self.receiver.url, kinds or ("production.started",))
        async with self.database.platform() as tx:
            self.webhook, self.secret = await actions.add(tx, SEAL, agency or self.agency, new)
        return self.webhook

    async def happens(self) -> ProductionStarted:
        event = ProductionStarted(agency_id=self.agency, production_id=ProductionId(new_id()))
        async with self.database.tenant(self.agency) as tx:
            await telling.HANDLERS[ProductionStarted](tx, event)
        return event

    async def log(self, webhook: UUID | None = None) -> list[Delivery]:
        async with self.database.platform() as tx:
            return await deliveries.log(tx, self.agency, webhook or self.webhook, None)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        courier = Courier(self.database, SEAL, Reach(anywhere=True), "https://callboard.test")
        async with beside(courier.run()):
            yield

    async def become(self, status: str, attempts: int) -> Delivery:
        """Wait until the only delivery was tried so often, and is what it should be."""
        async with asyncio.timeout(20):
            while not await self.owner.fetchval(
                """SELECT leased_until IS NULL AND status = $1 AND attempts = $2
                    AND tried_at IS NOT NULL FROM gateway.webhook_delivery""",
                status,
                attempts,
            ):
                pass
        (found,) = await self.log()
        return found

    async def time_passes(self) -> None:
        """Let what waits be due, and leases end."""
        await self.owner.execute(
            """UPDATE gateway.webhook_delivery SET due_at = now(), leased_until = now()
            WHERE status = 'waiting'"""
        )


@pytest.fixture
async def desk(founded: Founded) -> AsyncIterator[Desk]:
    owner = await asyncpg.connect(founded.url)
    person = new_id()
    await owner.execute(
        f"""INSERT INTO platform.agency (id, name) VALUES ('{founded.agency}', 'Ours');
        INSERT INTO platform.person (id, email, name) VALUES ('{person}', '{OWNER}', 'Olivia');
        INSERT INTO platform.membership (agency_id, person_id, role)
        VALUES ('{founded.agency}', '{person}', 'owner')"""
    )
    async with databases(founded.url, "gateway") as (database,), receiving() as receiver:
        yield Desk(founded, database, receiver, owner)
    await owner.close()


async def test_a_fact_becomes_one_signed_message_for_each_webhook_that_wants_it(desk: Desk) -> None:
    await desk.add("production.wrapped")
    await desk.add(agency=desk.neighbour)
    first = await desk.add()
    await desk.add()
    event = await desk.happens()
    async with desk.database.tenant(desk.agency) as tx:  # and again, as after a dead letter
        await telling.HANDLERS[ProductionStarted](tx, event)
    async with desk.running():
        one, two = await desk.receiver.next(), await desk.receiver.next()
        assert one.body == two.body
        assert one.headers["webhook-id"] != two.headers["webhook-id"]
        assert one.is_signed_with(desk.secret) != two.is_signed_with(desk.secret)
        delivered = await desk.become("delivered", 1)
    assert desk.receiver.taken.empty()
    assert (delivered.code, len(await desk.log(first))) == (204, 1)
    assert msgspec.json.decode(one.body) == {
        "type": "production.started",
        "version": 1,
        "id": str(event.id),
        "timestamp": event.at.isoformat().replace("+00:00", "Z"),
        "agency_id": str(desk.agency),
        "data": {"production_id": str(event.production_id)},
    }


async def test_what_is_not_taken_is_tried_again_and_failed_at_last(desk: Desk) -> None:
    await desk.add()
    await desk.happens()
    desk.receiver.refuses(500, "<b>Not\x00 now</b>")
    async with desk.running():
        ids = set()
        for attempt, wait in enumerate(BACK_OFF, 1):
            ids.add((await desk.receiver.next()).headers["webhook-id"])
            tried = await desk.become("waiting", attempt)
            assert (tried.code, tried.answer) == (500, "<b>Not now</b>")
            assert tried.tried_at
            assert tried.due_at - tried.tried_at == wait
            await desk.time_passes()
        await desk.receiver.next()
        await desk.become("failed", len(BACK_OFF) + 1)
    assert len(ids) == 1
    assert desk.receiver.taken.empty()


async def test_what_was_failed_is_sent_again_when_it_is_asked_for(desk: Desk) -> None:
    webhook = await desk.add()
    await desk.happens()
    (delivery,) = await desk.log()
    await desk.owner.execute(
        "UPDATE gateway.webhook_delivery SET status = 'failed', attempts = 8, tried_at = now()"
    )
    async with desk.running():
        async with desk.database.platform() as tx:
            await actions.send_again(tx, desk.agency, webhook, delivery.id)
        taken = await desk.receiver.next()
        assert taken.headers["webhook-id"] == str(delivery.id)
        assert taken.body.decode() == delivery.body
        await desk.become("delivered", 1)
        async with desk.database.platform() as tx:
            await actions.send_again(tx, desk.agency, webhook, delivery.id)
        await desk.receiver.next()
    async with desk.database.platform() as tx:
        for agency, of, key in [
            (desk.neighbour, webhook, delivery.id),
            (desk.agency, new_id(), delivery.id),
            (desk.agency, webhook, new_id()),
        ]:
            with pytest.raises(DeliveryNotFound):
                await actions.send_again(tx, agency, of, key)


async def test_two_couriers_send_once_and_what_dies_with_one_the_other_sends(desk: Desk) -> None:
    webhook = await desk.add()
    await desk.happens()
    desk.receiver.let_go.clear()
    async with desk.running():
        first = await desk.receiver.next()
        async with desk.running():
            (leased,) = await desk.log()
            async with desk.database.platform() as tx:
                with pytest.raises(BeingSent):
                    await actions.send_again(tx, desk.agency, webhook, leased.id)
                assert await deliveries.claim(tx, BACK_OFF[0], [], 9) == []
    desk.receiver.let_go.set()
    assert desk.receiver.taken.empty()
    assert (await desk.log())[0].status == "waiting", "what was killed is not lost"
    await desk.time_passes()
    async with desk.running():
        again = await desk.receiver.next()
        assert again.headers["webhook-id"] == first.headers["webhook-id"]
        await desk.become("delivered", 2)


async def test_who_lost_the_lease_writes_nothing_down(desk: Desk) -> None:
    await desk.add()
    await desk.happens()
    desk.receiver.let_go.clear()
    desk.receiver.refuses(500)
    async with desk.running():
        await desk.receiver.next()
        await desk.time_passes()
        async with desk.database.platform() as tx:
            (other,) = await deliveries.claim(tx, BACK_OFF[-1], [], 9)
        await desk.happens()
        desk.receiver.let_go.set()
        await desk.receiver.next()  # the next one begins when the first is over
    found = await desk.owner.fetchrow(
        "SELECT leased_until, code FROM gateway.webhook_delivery WHERE id = $1", other.id
    )
    assert found is not None
    assert (found["leased_until"], found["code"]) == (other.leased_until, None)


async def test_a_webhook_that_takes_nothing_for_days_is_switched_off_and_owners_hear(
    desk: Desk,
) -> None:
    webhook = await desk.add()
    await desk.happens()
    desk.receiver.refuses(500)
    async with desk.running():
        await desk.receiver.next()
        await desk.become("waiting", 1)
        await desk.owner.execute(
            "UPDATE gateway.webhook SET failing_since = now() - interval '73 hours'"
        )
        await desk.time_passes()
        await desk.receiver.next()
        await desk.become("waiting", 2)
        await desk.time_passes()
        async with desk.database.platform() as tx:
            assert (await store.webhook(tx, desk.agency, webhook)).off_because == "failing"
            assert await deliveries.claim(tx, BACK_OFF[0], [], 9) == []
        assert await told(desk) == [(OWNER, "A webhook was switched off")]
        assert await noted(desk) == [("callboard", "switched off (failing)", webhook)]
        desk.receiver.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
        async with desk.database.platform() as tx:
            await actions.switch(tx, desk.agency, webhook, on=True)
        await desk.time_passes()
        await desk.become("delivered", 3)
        async with desk.database.platform() as tx:
            assert (await store.webhook(tx, desk.agency, webhook)).failing_since is None


async def told(desk: Desk) -> list[tuple[str, str]]:
    return [
        (row["recipient"], row["subject"])
        for row in await desk.owner.fetch("SELECT recipient, subject FROM gateway.mail")
    ]


async def noted(desk: Desk) -> list[tuple[str, str, UUID]]:
    table = f'"{schema_of(desk.agency)}".audit'
    rows = await desk.owner.fetch(f"SELECT who, act, thing_id FROM {table} ORDER BY line")
    return [(row["who"], row["act"], row["thing_id"]) for row in rows]


async def test_one_success_ends_the_failing(desk: Desk) -> None:
    webhook = await desk.add()
    await desk.happens()
    await desk.owner.execute(
        "UPDATE gateway.webhook SET failing_since = now() - interval '73 hours'"
    )
    async with desk.running():
        await desk.become("delivered", 1)
    async with desk.database.platform() as tx:
        found = await store.webhook(tx, desk.agency, webhook)
    assert (found.failing_since, found.off_at) == (None, None)


async def test_who_answers_gone_is_switched_off_at_once(desk: Desk) -> None:
    webhook = await desk.add()
    await desk.happens()
    desk.receiver.refuses(410)
    async with desk.running():
        await desk.become("waiting", 1)
    async with desk.database.platform() as tx:
        assert (await store.webhook(tx, desk.agency, webhook)).off_because == "gone"
    assert len(await told(desk)) == 1


async def test_what_is_off_is_told_nothing_new_and_what_waits_keeps_waiting(desk: Desk) -> None:
    webhook = await desk.add()
    await desk.happens()
    async with desk.database.platform() as tx:
        await actions.switch(tx, desk.agency, webhook, on=False)
    await desk.happens()
    assert len(await desk.log()) == 1
    async with desk.running(), desk.database.platform() as tx:
        assert await deliveries.claim(tx, BACK_OFF[0], [], 9) == []
    assert desk.receiver.taken.empty()


async def test_a_new_secret_signs_and_the_one_before_for_a_day(desk: Desk) -> None:
    webhook = await desk.add()
    before = desk.secret
    async with desk.database.platform() as tx:
        after = await actions.roll(tx, SEAL, desk.agency, webhook)
    async with desk.running():
        await desk.happens()
        taken = await desk.receiver.next()
        assert taken.is_signed_with(before)
        assert taken.is_signed_with(after)
        await desk.owner.execute("UPDATE gateway.webhook SET old_secret_until = now()")
        await desk.happens()
        taken = await desk.receiver.next()
        assert not taken.is_signed_with(before)
        assert taken.is_signed_with(after)


async def test_a_secret_that_another_house_sealed_is_said_to_be_so(desk: Desk) -> None:
    await desk.add()
    await desk.owner.execute("UPDATE gateway.webhook SET secret = $1", b"x" * 60)
    await desk.happens()
    async with desk.running():
        tried = await desk.become("waiting", 1)
    assert (tried.code, "new one" in tried.answer) == (None, True)


async def test_one_that_is_slow_does_not_hold_up_the_others(desk: Desk) -> None:
    await desk.add()
    desk.receiver.let_go.clear()
    async with receiving() as quick:
        desk.receiver, slow = quick, desk.receiver
        await desk.add()
        async with desk.running():
            for _ in range(3):
                await desk.happens()
            for _ in range(3):
                await quick.next()
            await slow.next()
            assert slow.taken.empty(), "one thing at a time"


async def test_the_log_is_kept_for_30_days(desk: Desk) -> None:
    await desk.add()
    for days in (29, 31):
        await desk.happens()
        await desk.owner.execute(
            f"""UPDATE gateway.webhook_delivery SET status = 'failed',
                made_at = now() - interval '{days} days' WHERE status = 'waiting'"""
        )
    async with desk.running():
        async with asyncio.timeout(20):
            while len(await desk.log()) > 1:
                pass


async def test_a_neighbours_webhook_is_out_of_reach(desk: Desk) -> None:
    webhook = await desk.add()
    async with desk.database.platform() as tx:
        for act in (
            actions.roll(tx, SEAL, desk.neighbour, webhook),
            actions.switch(tx, desk.neighbour, webhook, on=False),
            actions.delete(tx, desk.neighbour, webhook),
        ):
            with pytest.raises(WebhookNotFound):
                await act
        assert await store.webhooks(tx, desk.neighbour) == []
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with desk.database.tenant(desk.neighbour) as tx:
            await deliveries.add(tx, [webhook], "production.started", new_id(), "{}")  # type: ignore[arg-type]
    for statement in (
        "SELECT secret FROM gateway.webhook",
        "SELECT body FROM gateway.webhook_delivery",
        f"""INSERT INTO gateway.webhook_delivery (id, agency_id, webhook_id, event_id, kind, body)
        VALUES (gen_random_uuid(), '{desk.agency}', '{webhook}', gen_random_uuid(), '', '')""",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with desk.database.tenant(desk.neighbour) as tx:
                await tx.execute(statement)


async def test_what_is_gone_meanwhile_is_told_to_nobody(desk: Desk) -> None:
    await desk.add("production.wrapped", "room.opened")
    event = ProductionWrapped(agency_id=desk.agency, production_id=ProductionId(new_id()))
    async with desk.database.tenant(desk.agency) as tx:
        await telling.HANDLERS[ProductionWrapped](tx, event)
    (delivery,) = await desk.log()
    assert delivery.kind == "production.wrapped"
