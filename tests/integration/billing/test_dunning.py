"""When money does not come: what people are told, and when data goes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.billing.dunning import actions as dunning
from tests.integration.billing.driver import BillingDriver, Payer, event

LATER_FAILS = "4000 0000 0000 0341"


async def announced(driver: BillingDriver, now: datetime) -> int:
    async with driver.billing.state.database.platform() as connection:
        return await dunning.announce(connection, now)


async def test_each_attempt_that_fails_is_told_once(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    await driver.paid(payer, production, LATER_FAILS)
    for days in (32, 4, 6, 8):
        await driver.days(days)
    expected = await driver.facts("payments.failed.v1")
    assert [fact["next_attempt_at"] is None for fact in expected] == [False, False, False, True]
    assert {fact["cents"] for fact in expected} == {149_00}
    statuses = [fact["status"] for fact in await driver.facts()]
    assert statuses == ["active", "past_due", "unpaid"]


async def test_a_failure_that_is_told_again_is_no_news(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    await driver.paid(payer, production, LATER_FAILS)
    await driver.days(32)
    (failed,) = [i for i in driver.sandbox.store.all("in").values() if i["status"] == "open"]
    stored = await driver.stored()
    await driver.send(event("invoice.payment_failed", failed))
    await driver.settled(stored + 1)
    assert len(await driver.facts("payments.failed.v1")) == 1


async def test_a_failure_that_was_mended_meanwhile_is_not_told(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    await driver.paid(payer, production)
    (paid,) = driver.sandbox.store.all("in").values()
    stored = await driver.stored()
    await driver.send(event("invoice.payment_failed", paid))
    await driver.settled(stored + 1)
    assert await driver.facts("payments.failed.v1") == []


async def wrapped(driver: BillingDriver, payer: Payer, production: UUID) -> UUID:
    """Have a production paid for, and wrapped; return its agency."""
    agency = await driver.paid(payer, production)
    await driver.ask("do", agency, production, act="wrap")
    return agency


async def test_what_has_ended_is_announced_and_then_due(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    await wrapped(driver, payer, production)
    now = datetime.now(UTC)
    for days, expected in ((0, 0), (22, 0), (23.001, 1), (29, 0), (31, 1), (40, 0)):
        assert await announced(driver, now + timedelta(days=days)) == expected, days
    (near,) = await driver.facts("deletions.announced.v1")
    assert near["delete_at"][:10] == f"{now + timedelta(days=30):%Y-%m-%d}"
    (due,) = await driver.facts("deletions.due.v1")
    assert due["production_id"] == str(production)


async def test_who_subscribes_again_keeps_everything(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await wrapped(driver, payer, production)
    await payer.pay(await driver.check_out(agency, production, "short"))
    await driver.until("SELECT status = 'active' FROM platform.subscription")
    assert await announced(driver, datetime.now(UTC) + timedelta(days=31)) == 0


async def test_nothing_is_due_without_a_weeks_notice(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    await wrapped(driver, payer, production)
    now = datetime.now(UTC)
    for days, expected in ((50, 1), (56, 0), (57.1, 1)):  # billing was away until the 50th day
        assert await announced(driver, now + timedelta(days=days)) == expected, days
    (near,) = await driver.facts("deletions.announced.v1")
    assert near["delete_at"][:10] == f"{now + timedelta(days=57):%Y-%m-%d}"


async def test_nothing_is_due_while_somebody_stands_at_the_checkout(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await wrapped(driver, payer, production)
    now = datetime.now(UTC)
    assert await announced(driver, now + timedelta(days=24)) == 1
    url = await driver.check_out(agency, production, "short")
    assert await announced(driver, now + timedelta(days=31.5)) == 0
    await payer.pay(url)
    await driver.until("SELECT status = 'active' FROM platform.subscription")
    assert await announced(driver, now + timedelta(days=32)) == 0


async def test_what_is_due_is_not_subscribed_for_again(
    driver: BillingDriver, payer: Payer, production: UUID
) -> None:
    agency = await wrapped(driver, payer, production)
    now = datetime.now(UTC)
    for days in (24, 31.5):
        assert await announced(driver, now + timedelta(days=days)) == 1
    refused = await driver.http.post("/checkouts", json=driver.order(agency, production, "short"))
    assert refused.status_code == 410
    assert "is deleted by now" in refused.json()["detail"]
