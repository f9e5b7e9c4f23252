"""The sheet of a session: who does not know what changed, and through whom each is told."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.gateway.casting.auditions import participants, scheduling
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import store as day
from services.gateway.casting.auditions.day.model import InSlot
from services.gateway.casting.auditions.model import Session
from services.gateway.casting.auditions.notifying.model import Unsent, change_of
from services.gateway.casting.candidates.recipients import Recipient, recipients
from services.gateway.web.desk import Desk


async def unsent(desk: Desk, session_id: UUID) -> list[Unsent]:
    """Return who does not know what is theirs now, and is not being told of it.

    Raises:
        SessionNotFound
    """
    session = await sessions.session(desk, session_id)
    return await of(desk, session, await day.people(desk, session.id))


async def of(desk: Desk, session: Session, people: Sequence[InSlot]) -> list[Unsent]:
    """Return those of the people of a day for whom that is so."""
    wanted = [each for each in people if each.is_unsent and each.notification_id is None]
    through = await _through(desk, wanted)
    names = {each.id: each.name for each in people}
    return await asyncio.to_thread(
        lambda: [_unsent(session, each, names, through[each.id]) for each in wanted]
    )


async def _through(desk: Desk, people: Sequence[InSlot]) -> dict[UUID, list[Recipient]]:
    """Return whom mails about people go to: the one place that says so is asked once."""
    roles = await participants.of_guests(desk, [each.id for each in people])
    first = {guest: there[0].candidate_id for guest, there in roles.items()}
    found = await recipients(desk, list(first.values()))
    return {
        each.id: found.get(first[each.id], [])
        if each.id in first
        else [Recipient("person", each.name, each.email, f"guest:{each.id}")]
        for each in people
    }


def _unsent(
    session: Session, one: InSlot, names: dict[UUID, str], through: Sequence[Recipient]
) -> Unsent:
    """Reads zone data from files."""
    at = one.starts_at
    return Unsent(
        guest_id=one.id,
        name=one.name,
        client=names.get(one.client_id, "") if one.client_id else "",
        change=change_of(one.told_at, one.cancelled_at),
        local_start=_in(at, session.zone) or at,
        local_was=_in(one.known_start, session.zone) if one.known_start else None,
        zone=one.zone,
        local_there=_in(at, one.zone) if one.zone else None,
        through=through,
    )


def _in(instant: datetime, zone: str) -> datetime | None:
    return scheduling.local_in(instant, zone)
