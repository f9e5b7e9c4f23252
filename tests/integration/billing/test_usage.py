"""Recorded hours: counted once, warned of in time, billed once, reconciled."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from services.billing.dunning import actions as dunning
from tests.integration.billing.driver import BillingDriver, Payer
from tests.integration.billing.usage import BEYOND, HOURS, LATER_FAILS, month, totals, warned


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
