"""Lays out a session."""

import asyncio
from uuid import UUID

import msgspec

from services.gateway.casting.auditions import store
from services.gateway.casting.auditions.model import NewSession, Session
from services.gateway.casting.auditions.scheduling import planned
from services.gateway.casting.candidates.rounds import actions as rounds
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import RoleNotFound
from services.gateway.platform import audit
from services.gateway.web.desk import Desk


async def lay_out(desk: Desk, production_id: UUID, new: NewSession) -> Session:
    """Make a session with its slots and breaks.

    Raises:
        ProductionNotFound, RoleNotFound, RoundNotFound, ReadOnly
        Invalid: the zone is unknown, or the day cannot begin at that time there.
    """
    production = await productions.changeable(desk, production_id)
    role = await productions.role(desk, new.role_id)
    if role.production_id != production.id:
        raise RoleNotFound
    session, slots = await asyncio.to_thread(planned, production.id, new)
    round_ = await rounds.chosen(desk, production.id, new.round_id)
    session = msgspec.structs.replace(session, round_id=round_.id)
    await store.add_session(desk, session, slots)
    await audit.note(desk, desk.who, "laid out", "session", session.id)
    return session
