"""Follows a production's subscription: mails payers, and has deleted what has ended."""

from collections.abc import Mapping

from services.gateway.casting.candidates.answers import store as answers
from services.gateway.casting.productions.payers import mail_payers
from services.gateway.casting.subscriptions import jobs, mails, store
from services.gateway.platform.jobs import enqueue
from services.gateway.platform.mail import Thing
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.billing import (
    DeletionAnnounced,
    DeletionDue,
    HoursUsed,
    PaymentFailed,
    RepairsMade,
)
from shared.tenancy import Connection


async def hours_used(connection: Connection, event: HoursUsed) -> None:
    if title := await store.name_of(connection, event.production_id):
        letter = mails.hours(title, event.percent)
        await mail_payers(connection, event.agency_id, "hours", letter, _about(event))


async def payment_failed(connection: Connection, event: PaymentFailed) -> None:
    if title := await store.name_of(connection, event.production_id):
        letter = mails.failed(title, event.cents, event.next_attempt_at)
        await mail_payers(connection, event.agency_id, "payment", letter, _about(event))


async def deletion_announced(connection: Connection, event: DeletionAnnounced) -> None:
    title = await store.name_of(connection, event.production_id)
    if title is None:
        return
    wrapped = await store.is_wrapped(connection, event.production_id)
    owed = await answers.count_owed(connection, event.production_id)
    letter = mails.deletion(title, event.delete_at, wrapped=wrapped, owed=owed)
    await mail_payers(connection, event.agency_id, "deletion", letter, _about(event))


async def repairs_made(connection: Connection, event: RepairsMade) -> None:
    """Mail everybody in the agency who pays what was repaired, in one letter."""
    found = await store.repairs_named(connection, event.repair_ids)
    if found:
        letter = mails.repairs(found)
        await mail_payers(connection, event.agency_id, "payment", letter)


def _about(event: HoursUsed | PaymentFailed | DeletionAnnounced) -> Thing:
    return Thing("production", event.production_id, event.production_id)


async def deletion_due(connection: Connection, event: DeletionDue) -> None:
    """Have a production deleted, which no other event has to wait for."""
    ended = jobs.Ended(event.production_id)
    await enqueue(connection, jobs.DELETE, ended, key=str(event.production_id))


EVENT_HANDLERS: Mapping[type[Event], Handler] = {
    HoursUsed: hours_used,
    PaymentFailed: payment_failed,
    DeletionAnnounced: deletion_announced,
    DeletionDue: deletion_due,
    RepairsMade: repairs_made,
}
