"""Adds contacts, edits them, deletes them and brings them back."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from services.gateway.casting.contacts import store
from services.gateway.casting.contacts.model import (
    Contact,
    ContactFields,
    ContactFilters,
)
from services.gateway.platform import audit
from services.gateway.web import listing
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from services.gateway.web.listing import Selection
from services.gateway.web.rendering import zones
from shared import addresses
from shared.addresses import Address
from shared.bus import outbox
from shared.events.gateway import ContactAdded, ContactChanged, ContactDeleted, ContactRestored
from shared.ids import ContactId, new_id


async def add(desk: Desk, new: ContactFields) -> Contact:
    """Add a contact.

    Raises:
        Invalid: the address or the time zone is none.
    """
    _check(new.email, new.zone)
    contact = Contact(
        **msgspec.structs.asdict(new),
        id=ContactId(new_id()),
        source="office",
        version=1,
        added_at=desk.now,
    )
    await _add(desk, contact)
    return contact


async def invited(desk: Desk, name: str, title: str, address: Address) -> Contact:
    """Return whom the office knows by this name and address, or add who is invited by them.

    A freelancer finds those of their productions only.
    """
    if found := await store.by_address(desk, name, address):
        return found
    contact = Contact(
        name=name,
        title=title,
        email=address.typed,
        id=ContactId(new_id()),
        source="invitation",
        version=1,
        added_at=desk.now,
    )
    await _add(desk, contact)
    return contact


async def _add(desk: Desk, contact: Contact) -> None:
    await store.add(desk, contact)
    await audit.note(desk, desk.who, "added", "contact", contact.id)
    fact = ContactAdded(agency_id=desk.agency.id, contact_id=contact.id)
    await outbox.publish(desk.connection, "gateway", fact)


async def edit(desk: Desk, contact_id: UUID, made: Edit[ContactFields]) -> Contact:
    """Carry an edit out.

    Raises:
        ContactNotFound, Invalid
        Overtaken: it was made on a version that is not the newest.
    """
    contact = await store.contact(desk, contact_id)
    _check(made.changed.get("email", ""), made.changed.get("zone", ""))
    fields = made.on(contact.fields)
    if not await store.save(desk, contact_id, made.version, fields):
        raise made.overtaken(await store.contact(desk, contact_id))
    await audit.note(desk, desk.who, "edited", "contact", contact.id)
    fact = ContactChanged(agency_id=desk.agency.id, contact_id=contact.id)
    await outbox.publish(desk.connection, "gateway", fact)
    return await store.contact(desk, contact_id)


def _check(email: str, zone: str) -> None:
    """Raises Invalid, ZoneUnknown."""
    if email:
        addresses.read(email)
    zones.check(zone)


async def delete(desk: Desk, contact_id: UUID) -> None:
    """Put a contact into the bin, from which a job removes them later.

    Raises:
        ContactNotFound
    """
    contact = await store.contact(desk, contact_id)
    await _hide(desk, [contact.id])


async def delete_chosen(desk: Desk, selection: Selection[ContactFilters]) -> int:
    """Put who is chosen into the bin; return how many they were.

    Raises:
        TooMany
    """
    return await _hide(desk, listing.bounded(await store.chosen(desk, selection)))


async def _hide(desk: Desk, contact_ids: Sequence[UUID]) -> int:
    gone = await store.hide(desk, contact_ids)
    await audit.note_each(desk, desk.who, "deleted", "contact", gone)
    facts = [ContactDeleted(agency_id=desk.agency.id, contact_id=each) for each in gone]
    await outbox.publish(desk.connection, "gateway", *facts)
    return len(gone)


async def restore(desk: Desk, contact_ids: Sequence[UUID]) -> int:
    """Take contacts out of the bin; return how many were there."""
    back = await store.restore(desk, contact_ids)
    await audit.note_each(desk, desk.who, "restored", "contact", back)
    facts = [ContactRestored(agency_id=desk.agency.id, contact_id=each) for each in back]
    await outbox.publish(desk.connection, "gateway", *facts)
    return len(back)
