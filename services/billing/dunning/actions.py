"""Telling of failed payments, and of the deletion of what has ended."""

from datetime import datetime, timedelta

from services.billing.desk import Desk
from services.billing.dunning import repairs, store
from services.billing.subscriptions import actions as subscriptions
from services.billing.subscriptions.model import Subject
from services.billing.subscriptions.store import lock
from services.billing.usage import store as notices
from shared.bus.outbox import publish
from shared.events.billing import DeletionAnnounced, DeletionDue, PaymentFailed, RepairsMade
from shared.tenancy import Connection
from shared.vocabulary.entitlements import KEPT_FOR

NOTICE = timedelta(days=7)
"""How long before the deletion people are reminded of it."""
SETTLED = timedelta(hours=6)
"""How long repairs are gathered before they are told of."""
AGENCIES = 100
"""How many agencies are told of repairs in one round."""


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

    Each is told once for each end of a subscription. No deletion is due that was not announced
    for as long as the notice says, nor one of what is subscribed for again, or about to be: who
    stands at an open checkout is waited for.
    """
    announced = 0
    for subject, ended_at in await store.ended_before(connection, now - KEPT_FOR + NOTICE):
        announced += await _announce(connection, subject, ended_at, now)
        if ended_at + KEPT_FOR <= now:
            announced += await _tell_due(connection, subject, ended_at, now)
    return announced


async def report(connection: Connection, now: datetime) -> int:
    """Tell agencies what was repaired for them; return how many facts went out.

    What one outage left behind is repaired within hours, and is one fact.
    """
    settled = await repairs.tell_settled(connection, now - SETTLED, now, AGENCIES)
    for agency, ids in settled.items():
        fact = RepairsMade(agency_id=agency, repair_ids=ids)
        await publish(connection, "billing", fact)
    return len(settled)


async def _announce(
    connection: Connection, subject: Subject, ended_at: datetime, now: datetime
) -> int:
    if not await notices.tell_once(connection, subject, _announced(ended_at), now):
        return 0
    near = DeletionAnnounced(
        agency_id=subject.agency_id,
        production_id=subject.production_id,
        delete_at=max(ended_at + KEPT_FOR, now + NOTICE),
    )
    await publish(connection, "billing", near)
    return 1


def _announced(ended_at: datetime) -> str:
    return f"deletion:{ended_at:%Y-%m-%d}"


async def _tell_due(
    connection: Connection, subject: Subject, ended_at: datetime, now: datetime
) -> int:
    """Tell under the lock under which checkouts are opened: from then on none is."""
    await lock(connection, subject.production_id)
    announced = (_announced(ended_at), now - NOTICE)
    if not await store.is_over(connection, subject.production_id, ended_at, *announced):
        return 0
    if not await notices.tell_once(connection, subject, f"due:{ended_at:%Y-%m-%d}"):
        return 0
    due = DeletionDue(agency_id=subject.agency_id, production_id=subject.production_id)
    await publish(connection, "billing", due)
    return 1
