"""Follows a production's subscription: mails payers, and deletes what has ended."""

from collections.abc import Mapping
from functools import partial

from services.gateway.casting.evaluations import store as answers
from services.gateway.casting.productions import store as productions
from services.gateway.casting.subscriptions import actions, mails, store
from services.gateway.platform import audit
from services.gateway.platform.mail import Thing
from services.gateway.platform.uploads import discarding as uploads
from shared import tombstones
from shared.bus import outbox
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.billing import (
    DeletionAnnounced,
    DeletionDue,
    HoursUsed,
    PaymentFailed,
    RepairsMade,
)
from shared.events.gateway import ProductionDeleted
from shared.objects import Objects
from shared.tenancy import Connection
from shared.tombstones import Tombstone


async def hours_used(connection: Connection, event: HoursUsed) -> None:
    if title := await store.name_of(connection, event.production_id):
        letter = mails.hours(title, event.percent)
        await actions.mail_payers(connection, event.agency_id, "hours", letter, _about(event))


async def payment_failed(connection: Connection, event: PaymentFailed) -> None:
    if title := await store.name_of(connection, event.production_id):
        letter = mails.failed(title, event.cents, event.next_attempt_at)
        await actions.mail_payers(connection, event.agency_id, "payment", letter, _about(event))


async def deletion_announced(connection: Connection, event: DeletionAnnounced) -> None:
    title = await store.name_of(connection, event.production_id)
    if title is None:
        return
    wrapped = await store.is_wrapped(connection, event.production_id)
    sessions = await answers.owed(connection, event.production_id)
    owed = sum(each.people for each in sessions)
    letter = mails.deletion(title, event.delete_at, wrapped=wrapped, owed=owed)
    await actions.mail_payers(connection, event.agency_id, "deletion", letter, _about(event))


async def repairs_made(connection: Connection, event: RepairsMade) -> None:
    """Mail everybody in the agency who pays what was repaired, in one letter."""
    found = await store.repairs_named(connection, event.repair_ids)
    if found:
        letter = mails.repairs(found)
        await actions.mail_payers(connection, event.agency_id, "payment", letter)


def _about(event: HoursUsed | PaymentFailed | DeletionAnnounced) -> Thing:
    return Thing("production", event.production_id, event.production_id)


async def deletion_due(objects: Objects, connection: Connection, event: DeletionDue) -> None:
    """Delete a production with its sides; mail those who pay, and publish it for rooms.

    Nothing happens where it is gone, or has been subscribed for again. Files go before the rows
    that name them: an event that was interrupted comes again, and finds what is left.
    """
    production_id = event.production_id
    if not await store.has_ended(connection, production_id):
        return
    title = await store.name_of(connection, production_id)
    if title is None:
        return
    await actions.mail_payers(connection, event.agency_id, "deletion", mails.deleted(title))
    tombstone = Tombstone(kind="production", id=production_id, agency_id=event.agency_id)
    await tombstones.set_up(objects, tombstone)
    for key in await productions.keys_of_sides(connection, production_id):
        await objects.delete(key)
    await uploads.clear_production(connection, objects, event.agency_id, production_id)
    await productions.forget(connection, production_id)
    await audit.note_by_system(connection, "deleted", "production", production_id)
    fact = ProductionDeleted(agency_id=event.agency_id, production_id=production_id)
    await outbox.publish(connection, "gateway", fact)


def event_handlers(objects: Objects) -> Mapping[type[Event], Handler]:
    """Return what is done with each event; `objects` holds the files of productions."""
    return {
        HoursUsed: hours_used,
        PaymentFailed: payment_failed,
        DeletionAnnounced: deletion_announced,
        DeletionDue: partial(deletion_due, objects),
        RepairsMade: repairs_made,
    }
