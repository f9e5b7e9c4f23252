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
from services.billing.handlers import READERS
from shared.ids import new_id
from tests.integration.billing.house import House, Payer, event

DAY = 24 * 3600
ACTS = ("pause", "resume", "cancel", "keep", "card fails", "card pays", "days", "plan", "wrap")


def at_stripe(house: House) -> dict[str, Any]:
    """Return what Stripe has of the newest subscription."""
    found: dict[str, Any] = list(house.sandbox.store.all("sub").values())[-1]
    return found


async def do(house: House, agency: UUID, production: UUID, act: str) -> None:
    """Do one thing, through billing or behind its back; what is refused changes nothing."""
    box: Sandbox = house.sandbox
    if act == "days":
        renewals.advance(box, random.choice((1, 8, 33)) * DAY)
    elif act.startswith("card"):
        box.store.state.wallets[at_stripe(house)["customer"]] = (
            "fails" if act.endswith("fails") else "pays"
        )
    elif act == "plan":
        shown = await house.ask("preview", agency, production, plan="studio")
        if shown.is_success:
            at = shown.json()["at"]
            await house.ask("change", agency, production, plan="studio", at=at)
    else:
        await house.ask("do", agency, production, act=act)


async def settle(house: House) -> None:
    """Let go of what was held back, and wait until billing has worked all of it off."""
    house.sandbox.store.state.mischief = Mischief(shuffle=True, copies=1)
    control.release(house.sandbox)
    await house.days(0)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=6),
    lose=st.sampled_from([0.0, 0.5, 1.0]),
    seed=st.integers(0, 2**16),
)
async def test_whatever_becomes_of_webhooks_the_state_is_the_truth(
    house: House, payer: Payer, acts: list[str], lose: float, seed: int
) -> None:
    random.seed(seed)
    production, agency = new_id(), await house.agency(f"Office {new_id().hex}")
    house.sandbox.store.state.mischief = Mischief()
    await payer.pay(await house.check_out(agency, production))
    await house.until(
        "SELECT EXISTS (SELECT FROM platform.subscription WHERE production_id = $1)", production
    )
    house.sandbox.store.state.mischief = Mischief(hold=True, copies=1, shuffle=True, lose=lose)
    for act in acts:
        await do(house, agency, production, act)
    await settle(house)
    if lose:
        await house.reconcile()
    truth, kept = at_stripe(house), await house.subscription(production)
    assert kept is not None
    assert kept["status"] == truth["status"]
    assert (kept["cancels_at"] is None) == (truth["cancel_at"] is None)
    price = truth["items"]["data"][0]["price"]["lookup_key"]
    assert price.startswith(f"callboard_{kept['plan']}_")
    told = [f for f in await house.facts() if f["production_id"] == str(production)]
    assert (told[-1]["status"], told[-1]["plan"]) == (kept["status"], kept["plan"])


@pytest.mark.parametrize("kind", READERS)
async def test_an_event_of_a_strange_shape_stops_nobody(house: House, kind: str) -> None:
    for thing in ({}, {"id": 5}, {"id": "x", "parent": {"subscription_details": 7}}):
        await house.send(event(kind, thing))
    await house.send(event("unheard.of", {}))
    await house.until(
        """SELECT count(*) FILTER (WHERE state = 'ignored') = 1
            AND count(*) FILTER (WHERE state = 'waiting' AND attempts = 0) = 0
        FROM platform.stripe_event"""
    )


async def test_one_for_an_agency_that_is_gone_changes_nothing(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.database.execute("DELETE FROM platform.subscription")
    await house.database.execute("DELETE FROM platform.checkout")
    await house.database.execute("DELETE FROM platform.customer")
    await house.database.execute("DELETE FROM platform.membership")
    await house.database.execute("DELETE FROM platform.agency WHERE id = $1", agency)
    stored = await house.stored()
    await house.send(event("customer.subscription.updated", at_stripe(house)))
    await house.settled(stored + 1)
    assert await house.subscription(production) is None
