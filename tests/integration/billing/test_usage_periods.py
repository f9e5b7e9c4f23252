"""Each period has its own hours: across pauses, resumptions, lost events and changed plans."""

from uuid import UUID

from tests.integration.billing.driver import BillingDriver, Payer, counted_then
from tests.integration.billing.usage import BEYOND, HOURS, LATER_FAILS, month, totals, warned


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
