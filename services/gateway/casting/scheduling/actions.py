"""Shows the calendar; blocks times of members and names who runs a session."""

import asyncio
from uuid import UUID

from services.gateway.casting.auditions import store as auditions
from services.gateway.casting.auditions.model import Session
from services.gateway.casting.scheduling import store
from services.gateway.casting.scheduling.blocking import placed
from services.gateway.casting.scheduling.model import (
    MOST_BLOCKED,
    Asked,
    BlockedFields,
    BlockedTime,
    Calendar,
    Host,
    HostUnknown,
    Span,
    TooManyBlocked,
    checked_zone,
)
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from shared.ids import new_id


async def calendar(desk: Desk, asked: Asked, span: Span) -> Calendar:
    """Return what is on in some days. What narrows sessions by production or room leaves blocked
    times as they are: they are of people.

    Raises:
        Invalid: the zone is not known.
    """
    zone = checked_zone(asked.zone)
    starts, ends = await asyncio.to_thread(span.between, zone)
    return Calendar(
        first=span.days[0],
        last=span.days[-1],
        zone=zone,
        sessions=await store.sessions(desk, asked, starts, ends),
        blocked=await store.blocked(desk, asked.member, starts, ends),
    )


async def block(desk: Desk, new: BlockedFields) -> BlockedTime:
    """Say when the member at the desk is not to be had.

    Raises:
        Invalid, TooManyBlocked
    """
    if await store.count_ahead(desk) >= MOST_BLOCKED:
        raise TooManyBlocked
    made = await asyncio.to_thread(placed, new_id(), desk.person.id, new)
    await store.add(desk, made)
    await audit.note(desk, desk.who, "added", "blocked time", made.id)
    return made


async def edit(desk: Desk, blocked_id: UUID, made: Edit[BlockedFields]) -> BlockedTime:
    """Carry out an edit of one's own blocked time.

    Raises:
        BlockedTimeNotFound, Invalid
        Overtaken: it was made on a version that is not the newest.
    """
    found = await store.blocked_time(desk, blocked_id)
    edited = await asyncio.to_thread(placed, found.id, desk.person.id, made.on(found.fields))
    if not await store.save(desk, edited, made.version):
        raise made.overtaken(await store.blocked_time(desk, blocked_id))
    await audit.note(desk, desk.who, "edited", "blocked time", found.id)
    return await store.blocked_time(desk, blocked_id)


async def delete(desk: Desk, blocked_id: UUID) -> None:
    """Delete one's own blocked time.

    Raises:
        BlockedTimeNotFound
    """
    found = await store.blocked_time(desk, blocked_id)
    await store.delete(desk, found.id)
    await audit.note(desk, desk.who, "deleted", "blocked time", found.id)


async def name_host(desk: Desk, session_id: UUID, named: Host) -> Session:
    """Say which member runs a session; that they are blocked then is shown, and hinders nothing.

    Raises:
        SessionNotFound, ReadOnly, HostUnknown
    """
    session = await auditions.changeable(desk, session_id)
    if named.person_id and not await store.is_member(desk, named.person_id):
        raise HostUnknown(person_id="Please choose a member of your team.")
    await store.set_host(desk, session.id, named.person_id)
    await audit.note(desk, desk.who, "named the host", "session", session.id)
    return session
