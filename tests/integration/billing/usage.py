"""Recorded hours of a production, from the draft of an invoice to its close."""

from shared.vocabulary.plans import PLANS
from tests.integration.billing.driver import BillingDriver

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
