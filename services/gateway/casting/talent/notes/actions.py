"""Writes, changes and deletes notes: each only by who wrote it."""

from uuid import UUID

import msgspec

from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import ProductionNotFound
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.notes import store
from services.gateway.casting.talent.notes.model import (
    NewNote,
    NoSuchReader,
    ProductionNeeded,
    ReadersNeeded,
)
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from shared.ids import TalentId, new_id


async def write(desk: Desk, talent_id: UUID, new: NewNote) -> UUID:
    """Write a note about somebody, and return its id.

    Raises:
        TalentNotFound, ProductionNeeded, ReadersNeeded, NoSuchReader
    """
    talent = await talent_store.talent(desk, talent_id)
    note_id = new_id()
    await store.add(desk, talent.id, note_id, await _checked(desk, new))
    await audit.note(desk, desk.who, "wrote a note about", "talent", talent.id)
    return note_id


async def edit(desk: Desk, note_id: UUID, made: Edit[NewNote]) -> TalentId:
    """Carry an edit out; return whom the note is about.

    Raises:
        NoteNotFound, TalentNotFound, ProductionNeeded, ReadersNeeded, NoSuchReader
        Overtaken: they have changed it elsewhere meanwhile.
    """
    before = await store.own(desk, note_id)
    talent = await talent_store.talent(desk, before.talent_id)
    new = await _checked(desk, made.on(before.fields))
    if not await store.save(desk, note_id, made.version, new):
        raise made.overtaken(await store.own(desk, note_id))
    await audit.note(desk, desk.who, "edited a note about", "talent", talent.id)
    return talent.id


async def delete(desk: Desk, note_id: UUID) -> TalentId:
    """Return whom the note was about.

    Raises:
        NoteNotFound, TalentNotFound
    """
    note = await store.own(desk, note_id)
    talent = await talent_store.talent(desk, note.talent_id)
    await store.delete(desk, note.id)
    await audit.note(desk, desk.who, "deleted a note about", "talent", talent.id)
    return talent.id


async def _checked(desk: Desk, new: NewNote) -> NewNote:
    """Return a note with what its visibility needs, and nothing that it does not.

    Raises:
        ProductionNeeded, ReadersNeeded, NoSuchReader
    """
    production_id: UUID | None = None
    readers: list[UUID] = []
    if new.visibility == "production":
        production_id = await _production(desk, new.production_id)
    if new.visibility == "people":
        readers = await _readers(desk, new.readers)
    return msgspec.structs.replace(new, production_id=production_id, readers=readers)


async def _production(desk: Desk, production_id: UUID | None) -> UUID:
    try:
        found = await productions.production(desk, production_id) if production_id else None
    except ProductionNotFound as error:
        raise ProductionNeeded(production_id="Please choose a production.") from error
    if found is None:
        raise ProductionNeeded(production_id="Please choose a production.")
    return found.id


async def _readers(desk: Desk, readers: list[UUID]) -> list[UUID]:
    if not readers:
        raise ReadersNeeded(readers="Please choose who is to read it.")
    if not {member.id for member in await store.members(desk)}.issuperset(readers):
        raise NoSuchReader(readers="Please choose members of your office.")
    return list(dict.fromkeys(readers))
