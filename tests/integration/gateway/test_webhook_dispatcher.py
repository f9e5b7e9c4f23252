"""The courier with a real database and a real receiver: retries, leases, replays, the log."""

from datetime import UTC, datetime

import pytest

from services.gateway.platform.webhooks import actions
from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.model import BACK_OFF, BeingSent, DeliveryNotFound
from shared.ids import new_id
from tests.eventually import eventually
from tests.integration.gateway.webhook_desk import WebhookDesk
from tests.receiver import receiving


async def test_what_is_not_taken_is_tried_again_and_failed_at_last(desk: WebhookDesk) -> None:
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


async def test_what_was_failed_is_sent_again_when_it_is_asked_for(desk: WebhookDesk) -> None:
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


async def test_two_couriers_send_once_and_what_dies_with_one_is_not_lost(
    desk: WebhookDesk,
) -> None:
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


async def test_who_lost_the_lease_writes_nothing_down(desk: WebhookDesk) -> None:
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


async def test_one_that_is_slow_does_not_hold_up_the_others(desk: WebhookDesk) -> None:
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


async def test_the_log_is_kept_for_30_days(desk: WebhookDesk) -> None:
    await desk.add()
    for days in (29, 31):
        await desk.happens()
        await desk.owner.execute(
            f"""UPDATE gateway.webhook_delivery SET status = 'failed',
                made_at = now() - interval '{days} days' WHERE status = 'waiting'"""
        )
    async with desk.running():
        left = await eventually(desk.log, lambda left: len(left) <= 1)
    assert [(datetime.now(UTC) - delivery.made_at).days for delivery in left] == [29]
