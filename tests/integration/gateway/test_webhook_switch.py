"""A webhook that is off: by its owner, by days of failures, by its own wish."""

from uuid import UUID

from services.gateway.platform.webhooks import actions, store
from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.model import BACK_OFF
from shared.tenancy import schema_of
from tests.integration.gateway.webhook_desk import OWNER, WebhookDesk


async def test_a_webhook_that_takes_nothing_for_days_is_switched_off_and_owners_hear(
    desk: WebhookDesk,
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
        assert await received(desk) == [(OWNER, "A webhook was switched off")]
        assert await noted(desk) == [("callboard", "switched off (failing)", webhook)]
        desk.receiver.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
        async with desk.database.platform() as tx:
            await actions.switch(tx, desk.agency, webhook, on=True)
            again = await store.webhook(tx, desk.agency, webhook)
            assert (again.off_at, again.failing_since) == (None, None), "it has three days again"
        await desk.time_passes()
        await desk.become("delivered", 3)


async def received(desk: WebhookDesk) -> list[tuple[str, str]]:
    return [
        (row["recipient"], row["subject"])
        for row in await desk.owner.fetch("SELECT recipient, subject FROM gateway.mail")
    ]


async def noted(desk: WebhookDesk) -> list[tuple[str, str, UUID]]:
    table = f'"{schema_of(desk.agency)}".audit'
    rows = await desk.owner.fetch(f"SELECT who, act, thing_id FROM {table} ORDER BY line")
    return [(row["who"], row["act"], row["thing_id"]) for row in rows]


async def test_one_success_ends_the_failing(desk: WebhookDesk) -> None:
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


async def test_who_answers_gone_is_switched_off_at_once(desk: WebhookDesk) -> None:
    webhook = await desk.add()
    await desk.happens()
    desk.receiver.refuses(410)
    async with desk.running():
        await desk.become("waiting", 1)
    async with desk.database.platform() as tx:
        assert (await store.webhook(tx, desk.agency, webhook)).off_because == "gone"
    assert len(await received(desk)) == 1


async def test_what_is_off_is_told_nothing_new_and_what_waits_waits(
    desk: WebhookDesk,
) -> None:
    webhook = await desk.add()
    await desk.happens()
    async with desk.database.platform() as tx:
        await actions.switch(tx, desk.agency, webhook, on=False)
    await desk.happens()
    assert len(await desk.log()) == 1
    async with desk.running(), desk.database.platform() as tx:
        assert await deliveries.claim(tx, BACK_OFF[0], [], 9) == []
    assert desk.receiver.taken.empty()
