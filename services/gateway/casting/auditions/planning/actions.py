"""Edits a session, duplicates it, closes its rooms, ends it and lets it go on."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec

from services.gateway.casting.auditions import scheduling
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import changes
from services.gateway.casting.auditions.day import store as day
from services.gateway.casting.auditions.day.actions import held
from services.gateway.casting.auditions.model import Session, Slot
from services.gateway.casting.auditions.planning import store
from services.gateway.casting.auditions.planning.model import (
    AlreadyEnded,
    Duplicate,
    SessionFields,
    editable,
)
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from shared.ids import SessionId, SlotId, new_id


async def edit(desk: Desk, session_id: UUID, edit: Edit[SessionFields]) -> Session:
    """Edit a session; another date or zone moves all its slots, and who was told confirms again.

    Raises:
        SessionNotFound, SessionEnded, ReadOnly, Overtaken
        Invalid: the zone is not known, or its clocks skip or repeat the time of a slot.
    """
    session = await held(desk, session_id)
    fields = edit.on(editable(session).fields)
    if not await store.save(desk, session.id, edit.version, fields):
        raise edit.overtaken(editable(await sessions.session(desk, session.id)))
    if (fields.local_date, fields.zone) != (session.local_date, session.zone):
        await _move(desk, session, fields)
    await audit.note(desk, desk.who, "edited", "session", session.id)
    return await sessions.session(desk, session.id)


async def duplicate(desk: Desk, session_id: UUID, new: Duplicate) -> Session:
    """Make another day with the same slots, empty, in the same round.

    Raises:
        SessionNotFound, ReadOnly
        Invalid: the zone's clocks skip or repeat the time of a slot on that day.
    """
    session = await sessions.changeable(desk, session_id)
    slots = await sessions.slots(desk, session.id)
    copy = msgspec.structs.replace(
        session,
        id=SessionId(new_id()),
        title=new.title,
        local_date=new.local_date,
        opened_at=None,
        ended_at=None,
        version=1,
    )
    fields = editable(copy).fields
    moved = await asyncio.to_thread(_moved, slots, session.local_date, fields)
    replace = msgspec.structs.replace
    empty = [replace(slot, id=SlotId(new_id()), session_id=copy.id) for slot in moved]
    await sessions.add_session(desk, copy, empty)
    await audit.note(desk, desk.who, "duplicated", "session", session.id)
    return copy


async def close(desk: Desk, session_id: UUID) -> Session:
    """Close the rooms of a session. Who is in one stays until a host ends it there.

    Raises:
        SessionNotFound, ReadOnly
    """
    session = await sessions.changeable(desk, session_id)
    await store.close_rooms(desk, session.id)
    await audit.note(desk, desk.who, "closed the room of", "session", session.id)
    return session


async def end(desk: Desk, session_id: UUID, *, ended: bool) -> Session:
    """End a session: its rooms are closed, and its day changes no more; or let it go on.

    Raises:
        SessionNotFound, ReadOnly
        AlreadyEnded
    """
    session = await sessions.changeable(desk, session_id)
    if not await store.end(desk, session.id, ended=ended) and ended:
        raise AlreadyEnded
    if ended:
        await store.close_rooms(desk, session.id)
    await audit.note(desk, desk.who, "ended" if ended else "resumed", "session", session.id)
    return await sessions.session(desk, session.id)


async def _move(desk: Desk, session: Session, fields: SessionFields) -> None:
    slots = await sessions.slots(desk, session.id)
    moved = await asyncio.to_thread(_moved, slots, session.local_date, fields)
    async with changes.noted(desk, session, [slot.id for slot in slots]):
        await day.change(desk, moved)
    await day.put_in_order(desk, session.id, [])


def _moved(slots: Sequence[Slot], before: date, fields: SessionFields) -> list[Slot]:
    """Place slots on another day or in another zone at the same wall times; reads zone data."""
    days = timedelta(days=(fields.local_date - before).days)
    moved = []
    for slot in slots:
        local, instant = scheduling.moment(slot.local_start + days, fields.zone)
        moved.append(msgspec.structs.replace(slot, local_start=local, starts_at=instant))
    return moved
