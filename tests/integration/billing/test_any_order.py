"""Webhooks in any order, doubled, late, lost: the state is the truth in the end."""

import random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.embedded.stripe_sandbox import control, renewals
from infra.embedded.stripe_sandbox.sandbox import Sandbox
from infra.embedded.stripe_sandbox.state import Mischief
from services.billing.stripe_handlers import READERS
from shared.ids import new_id
from tests.extent import examples
from tests.integration.billing.driver import BillingDriver, Payer, event

DAY = 24 * 3600
ACTIONS = ("pause", "resume", "cancel", "keep", "card fails", "card pays", "days", "plan", "wrap")


def at_stripe(driver: BillingDriver) -> dict[str, Any]:
    """Return what Stripe has of the newest subscription."""
    found: dict[str, Any] = list(driver.sandbox.store.all("sub").values())[-1]
    return found


async def do(driver: BillingDriver, agency: UUID, production: UUID, act: str) -> None:
    """Do one thing, through billing or behind its back; what is refused changes nothing."""
    box: Sandbox = driver.sandbox
    if act == "days":
        renewals.advance(box, random.choice((1, 8, 33)) * DAY)
    elif act.startswith("card"):
        box.store.state.wallets[at_stripe(driver)["customer"]] = (
            "fails" if act.endswith("fails") else "pays"
        )
    elif act == "plan":
        shown = await driver.ask("preview", agency, production, plan="studio")
        if shown.is_success:
            at = shown.json()["at"]
            await driver.ask("change", agency, production, plan="studio", at=at)
    else:
        await driver.ask("do", agency, production, act=act)


async def settle(driver: BillingDriver) -> None:
    """Let go of what was held back, and wait until billing has worked all of it off."""
    driver.sandbox.store.state.mischief = Mischief(shuffle=True, copies=1)
    control.release(driver.sandbox)
    await driver.days(0)


@settings(
    max_examples=examples(6),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    actions=st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=6),
    lose=st.sampled_from([0.0, 0.5, 1.0]),
    seed=st.integers(0, 2**16),
)
async def test_whatever_becomes_of_webhooks_the_state_is_the_truth(
    driver: BillingDriver, payer: Payer, actions: list[str], lose: float, seed: int
) -> None:
    random.seed(seed)
    production, agency = new_id(), await driver.agency(f"Office {new_id().hex}")
    driver.sandbox.store.state.mischief = Mischief()
    await payer.pay(await driver.check_out(agency, production))
    await driver.until(
        "SELECT EXISTS (SELECT FROM platform.subscription WHERE production_id = $1)", production
    )
    driver.sandbox.store.state.mischief = Mischief(hold=True, copies=1, shuffle=True, lose=lose)
    for act in actions:
        await do(driver, agency, production, act)
    await settle(driver)
    if lose:
        await driver.reconcile()
    truth, kept = at_stripe(driver), await driver.subscription(production)
    assert kept is not None
    assert kept["status"] == truth["status"]
    assert (kept["cancels_at"] is None) == (truth["cancel_at"] is None)
    price = truth["items"]["data"][0]["price"]["lookup_key"]
    assert price.startswith(f"callboard_{kept['plan']}_")
    expected = [f for f in await driver.facts() if f["production_id"] == str(production)]
    assert (expected[-1]["status"], expected[-1]["plan"]) == (kept["status"], kept["plan"])


@pytest.mark.parametrize("kind", READERS)
async def test_an_event_of_a_strange_shape_stops_nobody(driver: BillingDriver, kind: str) -> None:
    for thing in ({}, {"id": 5}, {"id": "x", "parent": {"subscription_details": 7}}):
        await driver.send(event(kind, thing))
    await driver.send(event("unheard.of", {}))
    await driver.until(
        """SELECT count(*) FILTER (WHERE state = 'ignored') = 1
            AND count(*) FILTER (WHERE state = 'waiting' AND attempts = 0) = 0
        FROM platform.stripe_event"""
    )


async def test_one_for_an_agency_that_is_gone_changes_nothing(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.database.execute("DELETE FROM platform.subscription")
    await driver.database.execute("DELETE FROM platform.checkout")
    await driver.database.execute("DELETE FROM platform.customer")
    await driver.database.execute("DELETE FROM platform.membership")
    await driver.database.execute("DELETE FROM platform.agency WHERE id = $1", agency)
    stored = await driver.stored()
    await driver.send(event("customer.subscription.updated", at_stripe(driver)))
    await driver.settled(stored + 1)
    assert await driver.subscription(production) is None
