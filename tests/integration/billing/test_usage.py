"""Recorded hours: counted once, warned of in time, billed once, reconciled."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from services.billing.dunning import actions as dunning
from shared.plans import PLANS
from tests.integration.billing.house import House, Payer, counted_then

HOURS = PLANS["series"].hours
BEYOND = PLANS["series"].hour_cents
LATER_FAILS = "4000 0000 0000 0341"


async def month(house: House) -> None:
    """Let time pass to the draft, have it billed, then let it close."""
    (subscription,) = house.sandbox.store.all("sub").values()
    end = subscription["items"]["data"][0]["current_period_end"]
    await house.days((end - house.sandbox.now()) / 86400)
    await house.days(2 / 24)


def totals(house: House, reason: str = "subscription_cycle") -> list[int]:
    """Return the totals of the invoices that were made for a reason, oldest first."""
    invoices = house.sandbox.store.all("in").values()
    return [each["total"] for each in invoices if each["billing_reason"] == reason]


async def warned(house: House) -> list[int]:
    return [fact["percent"] for fact in await house.facts("usage.hours_used.v1")]


async def test_a_take_counts_once_however_often_it_is_told(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    fact = await house.record(agency, production, 30)
    await house.count(fact, fact, fact)
    assert await house.database.fetchval("SELECT sum(recorded_ms) FROM platform.usage") == 1_800_000


async def test_nobody_may_change_the_ledger(house: House, payer: Payer, production: UUID) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, 30))
    for change in ("UPDATE platform.usage SET recorded_ms = 0", "DELETE FROM platform.usage"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with house.billing.state.database.platform() as connection:
                await connection.execute(change)


async def test_people_are_warned_once_at_each_mark(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    for hours in (HOURS * 0.7, HOURS * 0.1, HOURS * 0.1, HOURS * 0.1, HOURS):
        await house.count(await house.record(agency, production, hours * 60))
    assert await warned(house) == [80, 100]


async def test_one_take_past_both_marks_is_one_warning(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, HOURS * 60 * 2))
    assert await warned(house) == [100]


async def test_what_is_included_costs_nothing_more(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, HOURS * 60))
    await month(house)
    assert totals(house) == [149_00]


async def test_hours_beyond_are_on_the_next_invoice_and_on_no_other(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, (HOURS + 3) * 60))
    await month(house)
    await month(house)
    assert totals(house) == [149_00 + 3 * BEYOND, 149_00]
    bills = await house.database.fetch(
        "SELECT recorded_ms, cents FROM platform.usage_bill ORDER BY period_starts_at"
    )
    assert [tuple(bill) for bill in bills] == [((HOURS + 3) * 3_600_000, 3 * BEYOND), (0, 0)]


async def test_a_draft_that_is_told_of_twice_is_billed_once(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, (HOURS + 1) * 60))
    (subscription,) = house.sandbox.store.all("sub").values()
    end = subscription["items"]["data"][0]["current_period_end"]
    await house.days((end - house.sandbox.now()) / 86400)
    await house.database.execute("DELETE FROM platform.usage_billed")
    await house.database.execute("DELETE FROM platform.usage_bill")  # as if it was cut short
    await house.database.execute(
        "UPDATE platform.stripe_event SET state = 'waiting', due_at = now()"
    )
    house.billing.state.worker.wake()
    await house.days(0)
    await house.days(2 / 24)
    assert totals(house) == [149_00 + BEYOND]
    assert await house.database.fetchval("SELECT count(*) FROM platform.usage_bill") == 1


async def test_what_was_recorded_before_the_end_is_billed_after_it(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, (HOURS + 2) * 60))
    await house.days(1)
    await house.ask("do", agency, production, act="wrap")
    await house.days(0)
    await house.days(2 / 24)
    last = list(house.sandbox.store.all("in").values())[-1]
    assert (last["billing_reason"], last["total"], last["status"]) == ("manual", 2 * BEYOND, "paid")


async def test_the_gateway_sees_its_own_figures_and_nobody_elses(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    other = await house.agency("Neighbour Casting")
    await house.count(await house.record(agency, production, 90))
    seen = "SELECT production_id, recorded_ms, status FROM platform.own_account"
    for who, expected in ((agency, [(production, 5_400_000, "active")]), (other, [])):
        async with house.database.transaction():
            await house.database.execute(f'SET LOCAL ROLE "gateway_{who.hex}"')
            assert [tuple(row) for row in await house.database.fetch(seen)] == expected
            emails = await house.database.fetch("SELECT email FROM platform.own_payer")
            assert [row["email"] for row in emails] == ["owner@office.example"]
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with house.database.transaction():
                    await house.database.fetch("SELECT take_id FROM platform.usage")


async def test_an_outage_through_the_drafts_hour_costs_nobody_anything(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, (HOURS + 3) * 60))
    house.lose_webhooks()
    await house.days(32)
    assert totals(house) == [149_00]
    await house.reconcile()
    await house.days(2 / 24)
    assert totals(house, "manual") == [3 * BEYOND]
    await house.reconcile()
    assert totals(house, "manual") == [3 * BEYOND]
    (repair,) = await house.repairs()
    assert "billed" in repair


async def test_what_the_night_repairs_it_reports(
    house: House, payer: Payer, production: UUID
) -> None:
    await house.paid(payer, production, LATER_FAILS)
    await house.reconcile()
    assert await house.repairs() == []
    house.lose_webhooks()
    await house.days(32)
    await house.reconcile()
    kept = await house.subscription(production)
    assert kept is not None
    assert kept["status"] == "past_due"
    assert any("series active became series past_due" in repair for repair in await house.repairs())


async def test_repairs_of_a_night_are_told_once_and_shown_to_their_agency(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production, LATER_FAILS)
    other = await house.agency("Neighbour Casting")
    house.lose_webhooks()
    await house.days(32)
    await house.reconcile()
    now = datetime.now(UTC)
    for hours in (5, 7, 14):
        async with house.billing.state.database.platform() as connection:
            await dunning.report(connection, now + timedelta(hours=hours))
    (told,) = await house.facts("repairs.made.v1")
    assert told["agency_id"] == str(agency)
    assert len(told["repair_ids"]) == len(await house.repairs()) > 0
    for who, expected in ((agency, set(told["repair_ids"])), (other, set())):
        async with house.database.transaction():
            await house.database.execute(f'SET LOCAL ROLE "gateway_{who.hex}"')
            rows = await house.database.fetch("SELECT id FROM platform.own_repair")
            assert {str(row["id"]) for row in rows} == expected


async def resume(house: House, agency: UUID, production: UUID) -> None:
    """Pause and resume, and wait until billing has heard of it."""
    for act in ("pause", "resume"):
        assert (await house.ask("do", agency, production, act=act)).status_code == 204
    await house.days(0)


async def bills(house: House) -> list[tuple[int, int]]:
    rows = await house.database.fetch(
        """SELECT recorded_ms / 60000 AS minutes, cents FROM platform.usage_bill
        ORDER BY period_starts_at"""
    )
    return [(row["minutes"], row["cents"]) for row in rows]


async def test_paused_and_resumed_each_period_has_its_own_hours(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.days(3)
    await resume(house, agency, production)
    await house.count(await house.record(agency, production, 30 * 60))
    await month(house)
    await house.count(await house.record(agency, production, 30 * 60))
    await month(house)
    assert await bills(house) == [(0, 0), (30 * 60, 0), (30 * 60, 0)]
    assert totals(house)[1:] == [149_00, 149_00]


async def test_hours_before_a_pause_are_billed_at_the_resumption(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    await house.count(await house.record(agency, production, (HOURS + 2) * 60))
    await house.days(3)
    await resume(house, agency, production)
    await house.count(await house.record(agency, production, (HOURS + 1) * 60))
    await house.days(2 / 24)
    assert totals(house, "manual") == [2 * BEYOND]
    await month(house)
    assert totals(house)[-1] == 149_00 + BEYOND
    assert totals(house, "manual") == [2 * BEYOND]


async def test_two_periods_that_begin_on_one_day_are_two_bills_and_two_warnings(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    for _ in range(2):
        await house.days(1 / 24)
        await house.count(await house.record(agency, production, (HOURS + 1) * 60))
        await resume(house, agency, production)
    await house.days(2 / 24)
    assert totals(house, "manual") == [BEYOND, BEYOND]
    assert await warned(house) == [100, 100]


async def test_a_resumption_that_is_not_paid_begins_no_period(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production, LATER_FAILS)
    await house.count(await house.record(agency, production, HOURS * 60))
    await house.days(20)
    for act in ("pause", "resume", "resume"):
        await house.ask("do", agency, production, act=act)
    await house.days(2)
    await house.reconcile()
    states = [i["status"] for i in house.sandbox.store.all("in").values()]
    assert states == ["paid", "void", "void"]
    assert await bills(house) == []
    (customer,) = house.sandbox.store.state.wallets
    house.sandbox.store.state.wallets[customer] = "pays"
    await house.ask("do", agency, production, act="resume")
    await house.days(0)
    assert await bills(house) == [(HOURS * 60, 0)]


async def test_of_two_periods_that_closed_unheard_each_has_its_own_hours(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    told = house.sandbox.options
    house.lose_webhooks()
    for _ in range(2):
        fact = await house.record(agency, production, 30 * 60)
        await house.count(fact)
        await counted_then(house, fact.take_id)
        await month(house)
    house.sandbox.options = told
    await month(house)
    assert await bills(house) == [(30 * 60, 0), (30 * 60, 0), (0, 0)]


async def test_the_plan_that_a_period_had_counts_and_not_the_next_ones(
    house: House, payer: Payer, production: UUID
) -> None:
    agency = await house.paid(payer, production)
    told = house.sandbox.options
    fact = await house.record(agency, production, 30 * 60)
    await house.count(fact)
    await counted_then(house, fact.take_id)
    house.lose_webhooks()
    await house.days(32)
    shown = await house.ask("preview", agency, production, plan="short")
    await house.ask("change", agency, production, plan="short", at=shown.json()["at"])
    house.sandbox.options = told
    await month(house)
    assert await bills(house) == [(30 * 60, 0), (0, 0)]
