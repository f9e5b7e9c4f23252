"""Changes the slots of a day, and who is in them. Nothing is sent by it: `notifying` does that."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

import msgspec

from services.gateway.casting.auditions import scheduling
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import changes, order, store
from services.gateway.casting.auditions.day.model import (
    MOST_SLOTS,
    InSlot,
    Moving,
    NewSlots,
    NobodyToMove,
    SessionEnded,
    SlotFields,
    SlotNotEmpty,
    Split,
    TooManySlots,
    TooShort,
    WallTime,
)
from services.gateway.casting.auditions.model import (
    RoomNotFound,
    Session,
    Slot,
)
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import RoleNotFound
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from shared.ids import RoleId, SlotId, new_id


async def add(desk: Desk, session_id: UUID, new: NewSlots) -> Session:
    """Add slots of a role one after another, or a break.

    Raises:
        SessionNotFound, SessionEnded, ReadOnly
        RoleNotFound, RoomNotFound, TooManySlots
        Invalid: the clocks of the zone skip or repeat that time.
    """
    session = await held(desk, session_id)
    await _check(desk, session, new.room, new.role_id)
    count = new.count if new.role_id else 1
    if len(await sessions.slots(desk, session.id)) + count > MOST_SLOTS:
        raise TooManySlots
    at = _wall(session, new.starts, day_after=new.day_after)
    added = await asyncio.to_thread(scheduling.row, session, at, new, count)
    await store.add_slots(desk, added)
    await store.put_in_order(desk, session.id, [slot.id for slot in added])
    await audit.note_each(desk, desk.who, "added", "slot", [slot.id for slot in added])
    return session


async def edit(desk: Desk, slot_id: UUID, fields: SlotFields) -> Session:
    """Change the time, length, room or role of a slot; who was told is asked to confirm again.

    Raises:
        SlotNotFound, SessionEnded, ReadOnly, RoleNotFound, RoomNotFound
        Invalid: the clocks of the zone skip or repeat that time.
    """
    session, slot = await _slot(desk, slot_id)
    role = fields.role_id or slot.role_id
    await _check(desk, session, fields.room, role)
    at = _wall(session, fields.starts, day_after=fields.day_after)
    local, instant = await asyncio.to_thread(scheduling.moment, at, session.zone)
    changed = msgspec.structs.replace(
        slot,
        local_start=local,
        starts_at=instant,
        minutes=fields.minutes,
        room=fields.room,
        role_id=RoleId(role) if role and slot.kind == "audition" else None,
    )
    async with changes.noted(desk, session, [slot.id]):
        await store.change(desk, [changed])
    await store.put_in_order(desk, session.id, [])
    await audit.note(desk, desk.who, "changed", "slot", slot.id)
    return session


async def split(desk: Desk, slot_id: UUID, how: Split) -> Session:
    """Part a slot in two: its people stay in the first.

    Raises:
        SlotNotFound, SessionEnded, ReadOnly, TooManySlots
        TooShort: nothing would be left of one of the two.
    """
    session, slot = await _slot(desk, slot_id)
    if how.after >= slot.minutes:
        raise TooShort
    if len(await sessions.slots(desk, session.id)) >= MOST_SLOTS:
        raise TooManySlots
    first, second = await asyncio.to_thread(
        scheduling.parted, session, slot, how.after, SlotId(new_id())
    )
    async with changes.noted(desk, session, [slot.id]):
        await store.change(desk, [first])
    await store.add_slots(desk, [second])
    await store.put_in_order(desk, session.id, [second.id])
    await audit.note(desk, desk.who, "split", "slot", slot.id)
    return session


async def remove(desk: Desk, slot_id: UUID) -> Session:
    """Take a slot out of its day in which nobody is.

    Raises:
        SlotNotFound, SlotNotEmpty, SessionEnded, ReadOnly
    """
    session, slot = await _slot(desk, slot_id)
    if in_slots(await store.people(desk, session.id), [slot.id]):
        raise SlotNotEmpty
    await store.remove_slot(desk, slot.id)
    await store.put_in_order(desk, session.id, [])
    await audit.note(desk, desk.who, "removed", "slot", slot.id)
    return session


async def move(desk: Desk, slot_id: UUID, moving: Moving) -> Session:
    """Let the people of a slot go to another; who is there swaps with them, or those between make
    room.

    Raises:
        SlotNotFound, NotAnAudition, NobodyToMove, SessionEnded, ReadOnly
    """
    session, slot = await _slot(desk, slot_id)
    slots = await sessions.slots(desk, session.id)
    where = order.moved(slots, slot.id, SlotId(moving.to), moving.rest)
    there = in_slots(await store.people(desk, session.id), where)
    if not any(each.slot_id == slot.id for each in there):
        raise NobodyToMove
    async with changes.noted(desk, session, where):
        await store.move_people(desk, session, where)
    await audit.note_each(desk, desk.who, "moved", "actor", [each.id for each in there])
    return session


def in_slots(people: Sequence[InSlot], slots: Collection[SlotId]) -> list[InSlot]:
    """Return the actors whose time is in some slots, and not cancelled."""
    return [
        each
        for each in people
        if each.client_id is None and each.cancelled_at is None and each.slot_id in slots
    ]


async def held(desk: Desk, session_id: UUID) -> Session:
    """Return a session whose day nobody else changes until the transaction ends.

    Raises:
        SessionNotFound, SessionEnded, ReadOnly
    """
    session = await sessions.changeable(desk, session_id)
    await store.hold(desk, session.id)
    if session.ended_at:
        raise SessionEnded
    return session


async def _slot(desk: Desk, slot_id: UUID) -> tuple[Session, Slot]:
    """Return a slot as it is once nobody else changes its day."""
    session = await held(desk, (await sessions.slot(desk, slot_id)).session_id)
    return session, await sessions.slot(desk, slot_id)


async def _check(desk: Desk, session: Session, room: int, role_id: UUID | None) -> None:
    """Raises RoomNotFound, RoleNotFound."""
    if room not in session.room_numbers:
        raise RoomNotFound
    if role_id and (await productions.role(desk, role_id)).production_id != session.production_id:
        raise RoleNotFound


def _wall(session: Session, starts: WallTime, *, day_after: bool) -> datetime:
    at = datetime.combine(session.local_date, time.fromisoformat(starts))
    return at + timedelta(days=day_after)
