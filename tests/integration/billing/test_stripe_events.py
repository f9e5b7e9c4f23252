"""Stripe's events once they are stored: late, twice, in any order, about anything."""

import asyncio
from typing import Any
from uuid import UUID

from infra.embedded.stripe_sandbox import subscriptions
from infra.embedded.stripe_sandbox.params import Params
from services.billing.reconciler import EVENT_AGE, Reconciler
from tests.integration.billing.house import WEBHOOKS_OF_A_PAYMENT, House, Payer, event


async def paid(house: House, payer: Payer, production: UUID) -> dict[str, Any]:
    """Pay for a production; return its subscription at the sandbox."""
    await payer.pay(await house.check_out(await house.agency(), production))
    await house.settled(WEBHOOKS_OF_A_PAYMENT)
    (subscription,) = house.sandbox.store.all("sub").values()
    return subscription


async def test_an_unknown_kind_is_kept_and_passed_over(house: House) -> None:
    assert (await house.send(event("unheard.of", {"id": 5}, "evt_new"))).status_code == 200
    await house.settled(1)
    state = await house.database.fetchval("SELECT state FROM platform.stripe_event")
    assert state == "ignored"


async def test_only_old_events_that_are_worked_off_are_forgotten(house: House) -> None:
    for key in ("evt_old", "evt_new", "evt_waiting"):
        await house.send(event("unheard.of", {}, key))
    await house.settled(3)
    await house.database.execute(
        """UPDATE platform.stripe_event SET received_at = now() - interval '31 days',
            due_at = now() + interval '1 day',
            state = CASE id WHEN 'evt_waiting' THEN 'waiting' ELSE state END
        WHERE id <> 'evt_new'"""
    )
    state = house.billing.state
    await Reconciler(state.database, state.stripe).tidy(EVENT_AGE)
    rows = await house.database.fetch("SELECT id FROM platform.stripe_event ORDER BY id")
    assert [row["id"] for row in rows] == ["evt_new", "evt_waiting"]


async def test_what_is_not_ours_changes_nothing(house: House) -> None:
    foreign = {"id": "sub_foreign", "object": "subscription", "metadata": {"shop": "other"}}
    await house.send(event("customer.subscription.created", foreign))
    await house.send(event("invoice.paid", {"id": "in_foreign", "parent": None}))
    await house.settled(2)
    states = await house.database.fetch("SELECT state FROM platform.stripe_event")
    assert {row["state"] for row in states} == {"done"}
    assert await house.facts() == []


async def test_a_duplicate_is_harmless(house: House, payer: Payer, production: UUID) -> None:
    subscription = await paid(house, payer, production)
    same = event("customer.subscription.created", subscription, "evt_same")
    for _ in range(3):
        assert (await house.send(same)).status_code == 200
    await house.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert await house.stored() == WEBHOOKS_OF_A_PAYMENT + 1
    assert len(await house.facts()) == 1


async def test_reordered_webhooks_end_in_the_truth(
    house: House, payer: Payer, production: UUID
) -> None:
    subscription = await paid(house, payer, production)
    before = dict(subscription)
    subscriptions.cancel(house.sandbox, Params(), subscription["id"])
    house.sandbox.store.state.deliveries.clear()
    await house.send(event("customer.subscription.deleted", subscription))
    await house.send(event("customer.subscription.created", before))
    await house.send(event("invoice.paid", next(iter(house.sandbox.store.all("in").values()))))
    await house.settled(WEBHOOKS_OF_A_PAYMENT + 3)
    kept = await house.subscription(production)
    assert kept is not None
    assert kept["status"] == "canceled"
    assert [fact["status"] for fact in await house.facts()] == ["active", "canceled"]


async def test_what_is_written_last_was_read_last(
    house: House, payer: Payer, production: UUID
) -> None:
    subscription = await paid(house, payer, production)
    async with house.database.transaction(), asyncio.timeout(20):
        await house.database.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"production:{production}"
        )
        await house.send(event("customer.subscription.updated", subscription))
        await house.until("SELECT true FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        subscription["status"] = "past_due"
    await house.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert [fact["status"] for fact in await house.facts()] == ["active", "past_due"]


async def test_after_a_cancel_the_production_can_subscribe_again(
    house: House, payer: Payer, production: UUID
) -> None:
    old = await paid(house, payer, production)
    subscriptions.cancel(house.sandbox, Params(), old["id"])
    await house.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    await payer.pay(await house.check_out(await house.agency(), production, "short"))
    await house.settled(2 * WEBHOOKS_OF_A_PAYMENT + 1)
    late = event("customer.subscription.updated", old)
    await house.send(late)
    await house.settled(2 * WEBHOOKS_OF_A_PAYMENT + 2)
    kept = await house.subscription(production)
    assert kept is not None
    assert (kept["status"], kept["plan"]) == ("active", "short")
    facts = await house.facts()
    assert [fact["status"] for fact in facts] == ["active", "canceled", "active"]


async def test_an_unpaid_renewal_is_told(house: House, payer: Payer, production: UUID) -> None:
    subscription = await paid(house, payer, production)
    subscription["status"] = "past_due"
    (invoice,) = house.sandbox.store.all("in").values()
    await house.send(event("invoice.payment_failed", invoice))
    await house.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert [fact["status"] for fact in await house.facts()] == ["active", "past_due"]


async def test_what_cannot_be_applied_now_is_tried_again(
    house: House, payer: Payer, production: UUID
) -> None:
    subscription = await paid(house, payer, production)
    del house.sandbox.store.all("sub")[subscription["id"]]
    subscription["status"] = "past_due"
    await house.send(event("customer.subscription.updated", subscription, "evt_later"))
    await house.until("SELECT attempts > 0 FROM platform.stripe_event WHERE id = $1", "evt_later")
    house.sandbox.store.add(subscription)
    await house.database.execute("UPDATE platform.stripe_event SET due_at = now()")
    house.billing.state.worker.wake()
    await house.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert [fact["status"] for fact in await house.facts()] == ["active", "past_due"]
