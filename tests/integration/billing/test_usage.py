"""Recorded hours: counted once, warned of in time, billed once, reconciled."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from services.billing.dunning import actions as dunning
from shared.vocabulary.plans import PLANS
from tests.integration.billing.driver import BillingDriver, Payer, counted_then

HOURS = PLANS["series"].hours
BEYOND = PLANS["series"].hour_cents
LATER_FAILS = "4000 0000 0000 0341"


async def month(driver: BillingDriver) -> None:
    """Let time pass to the draft, have it billed, then let it close."""
    (subscription,) = driver.sandbox.store.all("sub").values()
    end = subscription["items"]["data"][0]["current_period_end"]
    await driver.days((end - driver.sandbox.now()) / 86400)
    await driver.days(2 / 24)


def totals(driver: BillingDriver, reason: str = "subscription_cycle") -> list[int]:
    """Return the totals of the invoices that were made for a reason, oldest first."""
    invoices = driver.sandbox.store.all("in").values()
    return [each["total"] for each in invoices if each["billing_reason"] == reason]


async def warned(driver: BillingDriver) -> list[int]:
    return [fact["percent"] for fact in await driver.facts("usage.hours_used.v1")]


async def test_a_take_counts_once_however_often_it_is_told(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    fact = await driver.record(agency, production, 30)
    await driver.count(fact, fact, fact)
    assert (
        await driver.database.fetchval("SELECT sum(recorded_ms) FROM platform.usage") == 1_800_000
    )


async def test_nobody_may_change_the_ledger(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, 30))
    for change in ("UPDATE platform.usage SET recorded_ms = 0", "DELETE FROM platform.usage"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with driver.billing.state.database.platform() as connection:
                await connection.execute(change)


async def test_people_are_warned_once_at_each_mark(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    for hours in (HOURS * 0.7, HOURS * 0.1, HOURS * 0.1, HOURS * 0.1, HOURS):
        await driver.count(await driver.record(agency, production, hours * 60))
    assert await warned(driver) == [80, 100]


async def test_one_take_past_both_marks_is_one_warning(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, HOURS * 60 * 2))
    assert await warned(driver) == [100]


async def test_what_is_included_costs_nothing_more(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, HOURS * 60))
    await month(driver)
    assert totals(driver) == [149_00]


async def test_hours_beyond_are_on_the_next_invoice_and_on_no_other(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, (HOURS + 3) * 60))
    await month(driver)
    await month(driver)
    assert totals(driver) == [149_00 + 3 * BEYOND, 149_00]
    bills = await driver.database.fetch(
        "SELECT recorded_ms, cents FROM platform.usage_bill ORDER BY period_starts_at"
    )
    assert [tuple(bill) for bill in bills] == [((HOURS + 3) * 3_600_000, 3 * BEYOND), (0, 0)]


async def test_a_draft_that_is_told_of_twice_is_billed_once(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, (HOURS + 1) * 60))
    (subscription,) = driver.sandbox.store.all("sub").values()
    end = subscription["items"]["data"][0]["current_period_end"]
    await driver.days((end - driver.sandbox.now()) / 86400)
    await driver.database.execute("DELETE FROM platform.usage_billed")
    await driver.database.execute("DELETE FROM platform.usage_bill")  # as if it was cut short
    await driver.database.execute(
        "UPDATE platform.stripe_event SET state = 'waiting', due_at = now()"
    )
    driver.billing.state.worker.wake()
    await driver.days(0)
    await driver.days(2 / 24)
    assert totals(driver) == [149_00 + BEYOND]
    assert await driver.database.fetchval("SELECT count(*) FROM platform.usage_bill") == 1


async def test_what_was_recorded_before_the_end_is_billed_after_it(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, (HOURS + 2) * 60))
    await driver.days(1)
    await driver.ask("do", agency, production, act="wrap")
    await driver.days(0)
    await driver.days(2 / 24)
    last = list(driver.sandbox.store.all("in").values())[-1]
    assert (last["billing_reason"], last["total"], last["status"]) == ("manual", 2 * BEYOND, "paid")


async def test_the_gateway_sees_its_own_figures_and_nobody_elses(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    other = await driver.agency("Neighbour Casting")
    await driver.count(await driver.record(agency, production, 90))
    seen = "SELECT production_id, recorded_ms, status FROM platform.billing_own_account_v1"
    for who, expected in ((agency, [(production, 5_400_000, "active")]), (other, [])):
        async with driver.database.transaction():
            await driver.database.execute(f'SET LOCAL ROLE "gateway_{who.hex}"')
            assert [tuple(row) for row in await driver.database.fetch(seen)] == expected
            emails = await driver.database.fetch("SELECT email FROM platform.billing_own_payer_v1")
            assert [row["email"] for row in emails] == ["owner@office.example"]
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with driver.database.transaction():
                    await driver.database.fetch("SELECT take_id FROM platform.usage")


async def test_an_outage_through_the_drafts_hour_costs_nobody_anything(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, (HOURS + 3) * 60))
    driver.lose_webhooks()
    await driver.days(32)
    assert totals(driver) == [149_00]
    await driver.reconcile()
    await driver.days(2 / 24)
    assert totals(driver, "manual") == [3 * BEYOND]
    await driver.reconcile()
    assert totals(driver, "manual") == [3 * BEYOND]
    (repair,) = await driver.repairs()
    assert "billed" in repair


async def test_what_the_night_repairs_it_reports(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    await driver.paid(payer, production, LATER_FAILS)
    await driver.reconcile()
    assert await driver.repairs() == []
    driver.lose_webhooks()
    await driver.days(32)
    await driver.reconcile()
    kept = await driver.subscription(production)
    assert kept is not None
    assert kept["status"] == "past_due"
    assert any(
        "series active became series past_due" in repair for repair in await driver.repairs()
    )


async def test_repairs_of_a_night_are_told_once_and_shown_to_their_agency(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production, LATER_FAILS)
    other = await driver.agency("Neighbour Casting")
    driver.lose_webhooks()
    await driver.days(32)
    await driver.reconcile()
    now = datetime.now(UTC)
    for hours in (5, 7, 14):
        async with driver.billing.state.database.platform() as connection:
            await dunning.report(connection, now + timedelta(hours=hours))
    (warned,) = await driver.facts("repairs.made.v1")
    assert warned["agency_id"] == str(agency)
    assert len(warned["repair_ids"]) == len(await driver.repairs()) > 0
    for who, expected in ((agency, set(warned["repair_ids"])), (other, set())):
        async with driver.database.transaction():
            await driver.database.execute(f'SET LOCAL ROLE "gateway_{who.hex}"')
            rows = await driver.database.fetch("SELECT id FROM platform.billing_own_repair_v1")
            assert {str(row["id"]) for row in rows} == expected


async def resume(driver: BillingDriver, agency: UUID, production: UUID) -> None:
    """Pause and resume, and wait until billing has heard of it."""
    for act in ("pause", "resume"):
        assert (await driver.ask("do", agency, production, act=act)).status_code == 204
    await driver.days(0)


async def bills(driver: BillingDriver) -> list[tuple[int, int]]:
    rows = await driver.database.fetch(
        """SELECT recorded_ms / 60000 AS minutes, cents FROM platform.usage_bill
        ORDER BY period_starts_at"""
    )
    return [(row["minutes"], row["cents"]) for row in rows]


async def test_paused_and_resumed_each_period_has_its_own_hours(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.days(3)
    await resume(driver, agency, production)
    await driver.count(await driver.record(agency, production, 30 * 60))
    await month(driver)
    await driver.count(await driver.record(agency, production, 30 * 60))
    await month(driver)
    assert await bills(driver) == [(0, 0), (30 * 60, 0), (30 * 60, 0)]
    assert totals(driver)[1:] == [149_00, 149_00]


async def test_hours_before_a_pause_are_billed_at_the_resumption(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    await driver.count(await driver.record(agency, production, (HOURS + 2) * 60))
    await driver.days(3)
    await resume(driver, agency, production)
    await driver.count(await driver.record(agency, production, (HOURS + 1) * 60))
    await driver.days(2 / 24)
    assert totals(driver, "manual") == [2 * BEYOND]
    await month(driver)
    assert totals(driver)[-1] == 149_00 + BEYOND
    assert totals(driver, "manual") == [2 * BEYOND]


async def test_two_periods_that_begin_on_one_day_are_two_bills_and_two_warnings(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    for _ in range(2):
        await driver.days(1 / 24)
        await driver.count(await driver.record(agency, production, (HOURS + 1) * 60))
        await resume(driver, agency, production)
    await driver.days(2 / 24)
    assert totals(driver, "manual") == [BEYOND, BEYOND]
    assert await warned(driver) == [100, 100]


async def test_a_resumption_that_is_not_paid_begins_no_period(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production, LATER_FAILS)
    await driver.count(await driver.record(agency, production, HOURS * 60))
    await driver.days(20)
    for act in ("pause", "resume", "resume"):
        await driver.ask("do", agency, production, act=act)
    await driver.days(2)
    await driver.reconcile()
    states = [i["status"] for i in driver.sandbox.store.all("in").values()]
    assert states == ["paid", "void", "void"]
    assert await bills(driver) == []
    (customer,) = driver.sandbox.store.state.wallets
    driver.sandbox.store.state.wallets[customer] = "pays"
    await driver.ask("do", agency, production, act="resume")
    await driver.days(0)
    assert await bills(driver) == [(HOURS * 60, 0)]


async def test_of_two_periods_that_closed_unheard_each_has_its_own_hours(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    warned = driver.sandbox.options
    driver.lose_webhooks()
    for _ in range(2):
        fact = await driver.record(agency, production, 30 * 60)
        await driver.count(fact)
        await counted_then(driver, fact.take_id)
        await month(driver)
    driver.sandbox.options = warned
    await month(driver)
    assert await bills(driver) == [(30 * 60, 0), (30 * 60, 0), (0, 0)]


async def test_the_plan_that_a_period_had_counts_and_not_the_next_ones(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await driver.paid(payer, production)
    warned = driver.sandbox.options
    fact = await driver.record(agency, production, 30 * 60)
    await driver.count(fact)
    await counted_then(driver, fact.take_id)
    driver.lose_webhooks()
    await driver.days(32)
    shown = await driver.ask("preview", agency, production, plan="short")
    await driver.ask("change", agency, production, plan="short", at=shown.json()["at"])
    driver.sandbox.options = warned
    await month(driver)
    assert await bills(driver) == [(30 * 60, 0), (0, 0)]
