"""Telling of failed payments, and of the deletion of what has ended."""

from datetime import datetime, timedelta

from services.billing.desk import Desk
from services.billing.dunning import store
from services.billing.subscriptions import actions as subscriptions
from services.billing.subscriptions.model import Subject
from services.billing.usage import store as notices
from shared.bus.outbox import publish
from shared.entitlements import KEPT_FOR
from shared.events.billing import DeletionAnnounced, DeletionDue, PaymentFailed
from shared.tenancy import Connection

NOTICE = timedelta(days=7)
"""How long before the deletion people are reminded of it."""


async def look_at_failure(desk: Desk, subject: Subject, key: str) -> None:
    """Tell of a payment that failed, once for each attempt, and follow the subscription."""
    invoice = await desk.stripe.invoices.one(key)
    await subscriptions.apply(desk, subject, invoice.subscription)
    if invoice.status != "open":
        return
    if await notices.tell_once(desk.connection, subject, f"failed:{key}:{invoice.attempts}"):
        fact = PaymentFailed(
            agency_id=subject.agency_id,
            production_id=subject.production_id,
            cents=invoice.amount_due,
            next_attempt_at=invoice.next_attempt_at,
        )
        await publish(desk.connection, "billing", fact)


async def announce(connection: Connection, now: datetime) -> int:
    """Tell of deletions that are near, and of those that are due; return how many facts went out.

    Each is told once for each end of a subscription.
    """
    told = 0
    for subject, ended_at in await store.ended_before(connection, now - KEPT_FOR + NOTICE):
        delete_at = ended_at + KEPT_FOR
        mark = f"{ended_at:%Y-%m-%d}"
        if await notices.tell_once(connection, subject, f"deletion:{mark}"):
            near = DeletionAnnounced(
                agency_id=subject.agency_id,
                production_id=subject.production_id,
                delete_at=delete_at,
            )
            await publish(connection, "billing", near)
            told += 1
        if delete_at <= now and await notices.tell_once(connection, subject, f"due:{mark}"):
            due = DeletionDue(agency_id=subject.agency_id, production_id=subject.production_id)
            await publish(connection, "billing", due)
            told += 1
    return told
