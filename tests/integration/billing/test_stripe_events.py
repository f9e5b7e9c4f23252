"""Stripe's events once they are stored: late, twice, in any order, about anything."""

import asyncio
from typing import Any
from uuid import UUID

from infra.embedded.stripe_sandbox import subscriptions
from infra.embedded.stripe_sandbox.params import Params
from services.billing.reconciler import EVENT_AGE, Reconciler
from tests.integration.billing.driver import WEBHOOKS_OF_A_PAYMENT, BillingDriver, Payer, event


async def paid(driver: BillingDriver, payer: Payer, production: UUID) -> dict[str, Any]:
    """Pay for a production; return its subscription at the sandbox."""
    await payer.pay(await driver.check_out(await driver.agency(), production))
    await driver.settled(WEBHOOKS_OF_A_PAYMENT)
    (subscription,) = driver.sandbox.store.all("sub").values()
    return subscription


async def test_an_unknown_kind_is_kept_and_passed_over(driver: BillingDriver) -> None:
    assert (await driver.send(event("unheard.of", {"id": 5}, "evt_new"))).status_code == 200
    await driver.settled(1)
    state = await driver.database.fetchval("SELECT state FROM platform.stripe_event")
    assert state == "ignored"


async def test_only_old_events_that_are_worked_off_are_forgotten(driver: BillingDriver) -> None:
    for key in ("evt_old", "evt_new", "evt_waiting"):
        await driver.send(event("unheard.of", {}, key))
    await driver.settled(3)
    await driver.database.execute(
        """UPDATE platform.stripe_event SET received_at = now() - interval '31 days',
            due_at = now() + interval '1 day',
            state = CASE id WHEN 'evt_waiting' THEN 'waiting' ELSE state END
        WHERE id <> 'evt_new'"""
    )
    state = driver.billing.state
    await Reconciler(state.database, state.stripe).tidy(EVENT_AGE)
    rows = await driver.database.fetch("SELECT id FROM platform.stripe_event ORDER BY id")
    assert [row["id"] for row in rows] == ["evt_new", "evt_waiting"]


async def test_what_is_not_ours_changes_nothing(driver: BillingDriver) -> None:
    foreign = {"id": "sub_foreign", "object": "subscription", "metadata": {"shop": "other"}}
    await driver.send(event("customer.subscription.created", foreign))
    await driver.send(event("invoice.paid", {"id": "in_foreign", "parent": None}))
    await driver.settled(2)
    states = await driver.database.fetch("SELECT state FROM platform.stripe_event")
    assert {row["state"] for row in states} == {"done"}
    assert await driver.facts() == []


async def test_a_duplicate_is_harmless(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    subscription = await paid(driver, payer, production)
    same = event("customer.subscription.created", subscription, "evt_same")
    for _ in range(3):
        assert (await driver.send(same)).status_code == 200
    await driver.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert await driver.stored() == WEBHOOKS_OF_A_PAYMENT + 1
    assert len(await driver.facts()) == 1


async def test_reordered_webhooks_end_in_the_truth(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    subscription = await paid(driver, payer, production)
    before = dict(subscription)
    subscriptions.cancel(driver.sandbox, Params(), subscription["id"])
    driver.sandbox.store.state.deliveries.clear()
    await driver.send(event("customer.subscription.deleted", subscription))
    await driver.send(event("customer.subscription.created", before))
    await driver.send(event("invoice.paid", next(iter(driver.sandbox.store.all("in").values()))))
    await driver.settled(WEBHOOKS_OF_A_PAYMENT + 3)
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["status"] == "canceled"
    assert [fact["status"] for fact in await driver.facts()] == ["active", "canceled"]


async def test_what_is_written_last_was_read_last(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    subscription = await paid(driver, payer, production)
    async with driver.database.transaction(), asyncio.timeout(20):
        await driver.database.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"production:{production}"
        )
        await driver.send(event("customer.subscription.updated", subscription))
        await driver.until("SELECT true FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        subscription["status"] = "past_due"
    await driver.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert [fact["status"] for fact in await driver.facts()] == ["active", "past_due"]


async def test_after_a_cancel_the_production_can_subscribe_again(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    old = await paid(driver, payer, production)
    subscriptions.cancel(driver.sandbox, Params(), old["id"])
    await driver.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    await payer.pay(await driver.check_out(await driver.agency(), production, "short"))
    await driver.settled(2 * WEBHOOKS_OF_A_PAYMENT + 1)
    late = event("customer.subscription.updated", old)
    await driver.send(late)
    await driver.settled(2 * WEBHOOKS_OF_A_PAYMENT + 2)
    kept = await driver.subscription(production)
    assert kept is not None
    assert (kept["status"], kept["plan"]) == ("active", "short")
    facts = await driver.facts()
    assert [fact["status"] for fact in facts] == ["active", "canceled", "active"]


async def test_an_unpaid_renewal_is_told(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    subscription = await paid(driver, payer, production)
    subscription["status"] = "past_due"
    (invoice,) = driver.sandbox.store.all("in").values()
    await driver.send(event("invoice.payment_failed", invoice))
    await driver.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert [fact["status"] for fact in await driver.facts()] == ["active", "past_due"]


async def test_what_cannot_be_applied_now_is_tried_again(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    subscription = await paid(driver, payer, production)
    del driver.sandbox.store.all("sub")[subscription["id"]]
    subscription["status"] = "past_due"
    await driver.send(event("customer.subscription.updated", subscription, "evt_later"))
    await driver.until("SELECT attempts > 0 FROM platform.stripe_event WHERE id = $1", "evt_later")
    driver.sandbox.store.add(subscription)
    await driver.database.execute("UPDATE platform.stripe_event SET due_at = now()")
    driver.billing.state.worker.wake()
    await driver.settled(WEBHOOKS_OF_A_PAYMENT + 1)
    assert [fact["status"] for fact in await driver.facts()] == ["active", "past_due"]
