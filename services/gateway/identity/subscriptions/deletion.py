"""Deleting what was cast of a production whose time is over."""

from services.gateway.casting.productions import store as productions
from services.gateway.identity.subscriptions import actions, mails, store
from services.gateway.platform import audit
from shared import tombstones
from shared.bus import outbox
from shared.events.billing import DeletionDue
from shared.events.gateway import ProductionDeleted
from shared.objects import Objects
from shared.tenancy import Connection
from shared.tombstones import Tombstone


async def deletion_due(objects: Objects, connection: Connection, event: DeletionDue) -> None:
    """Delete a production with its sides, and tell those who pay, and rooms, which keeps the rest.

    Nothing happens where it is gone, or has been subscribed for again. Files go before the rows
    that name them: what is broken off is told again, and finds what is left.
    """
    production_id = event.production_id
    if not await store.has_ended(connection, production_id):
        return
    if await store.title_of(connection, production_id) is None:
        return
    await actions.tell(connection, production_id, mails.deleted)
    stone = Tombstone(kind="production", id=production_id, agency_id=event.agency_id)
    await tombstones.set_up(objects, stone)
    for key in await productions.keys_of_sides(connection, production_id):
        await objects.delete(key)
    await productions.forget(connection, production_id)
    await audit.note_by_system(connection, "deleted", "production", production_id)
    fact = ProductionDeleted(agency_id=event.agency_id, production_id=production_id)
    await outbox.publish(connection, "gateway", fact)
