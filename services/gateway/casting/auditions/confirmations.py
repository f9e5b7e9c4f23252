"""Asks before a session is laid out or somebody is invited: is it a slip?"""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.gateway.casting.auditions import scheduling, store
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import (
    Guest,
    Invitation,
    NewSession,
    Slot,
    WatcherInvitation,
)
from services.gateway.web.desk import Desk
from shared import addresses
from shared.lines import isolated

NIGHT_ENDS, NIGHT_BEGINS = 7, 22
"""Hours of the day."""


async def of_session(desk: Desk, production_id: UUID, new: NewSession) -> list[str]:
    """Look for a day that is over, and for auditions at night where it is held.

    Raises:
        Invalid: the zone is not known, or the day cannot begin at that time there.
    """
    _, plan = await asyncio.to_thread(scheduling.planned, production_id, new)
    found = []
    if plan[0].starts_at < desk.now:
        found.append(f"{_moment(plan[0].local_start)} ({new.zone}) is over.")
    if late := [s for s in plan if s.kind == "audition" and _at_night(s.local_start)]:
        first, last = late[0].local_start, late[-1].local_start
        found.append(
            f"Auditions from {_moment(first)} to {_moment(last)} are at night in {new.zone}."
        )
    return found


async def of_actor(desk: Desk, slot_id: UUID, invitation: Invitation) -> list[str]:
    """Look for a slot that is over, for who is invited already, and for night where they are.

    Raises:
        SlotNotFound
        Invalid: the address is not one.
    """
    slot = await store.slot(desk, slot_id)
    return [
        *_over(desk, slot),
        *await _invited_already(desk, slot.session_id, invitation.email),
        *await _night_there(desk, slot, invitation),
    ]


async def of_company(desk: Desk, session_id: UUID, invitation: WatcherInvitation) -> list[str]:
    """Raises SessionNotFound, Invalid: the address is not one."""
    session = await store.session(desk, session_id)
    return await _invited_already(desk, session.id, invitation.email)


def _over(desk: Desk, slot: Slot) -> Iterable[str]:
    if slot.ends_at < desk.now:
        yield f"This slot, {_moment(slot.local_start)}, is over."


async def _invited_already(desk: Desk, session_id: UUID, email: str) -> list[str]:
    key = addresses.read(email).key
    guests = await guest_store.guests(desk, session_id)
    return [
        _who(g) for g in guests if g.revoked_at is None and addresses.comparable(g.email) == key
    ]


def _who(guest: Guest) -> str:
    name, email = isolated(guest.name), isolated(guest.email)
    return f"{name} ({email}) is invited to this session already."


async def _night_there(desk: Desk, slot: Slot, invitation: Invitation) -> list[str]:
    """Look at the clock where somebody was when they last opened an invitation of this office."""
    zone = await guest_store.zone_of(desk, addresses.read(invitation.email).key)
    there = await asyncio.to_thread(scheduling.local_in, slot.starts_at, zone) if zone else None
    if there is None or not _at_night(there):
        return []
    return [f"In {zone}, where {isolated(invitation.name)} was last, that is {_moment(there)}."]


def _at_night(local: datetime) -> bool:
    return not NIGHT_ENDS <= local.hour < NIGHT_BEGINS


def _moment(local: datetime) -> str:
    return f"{local:%A, %d %B %Y, %H:%M}"
