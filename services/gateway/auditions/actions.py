"""Laying out a session."""

import asyncio
from uuid import UUID

from services.gateway import audit
from services.gateway.auditions import store
from services.gateway.auditions.day import day_plan
from services.gateway.auditions.model import NewSession, Session
from services.gateway.desk import Desk
from services.gateway.productions import store as productions
from services.gateway.productions.model import RoleNotFound
from shared.ids import SessionId, SlotId, new_id


async def lay_out(desk: Desk, production_id: UUID, new: NewSession) -> Session:
    """Make a session with its slots and breaks.

    Raises:
        ProductionNotFound, RoleNotFound, ReadOnly
        Invalid: the zone is unknown, or the day cannot begin at that time there.
    """
    production = await productions.changeable(desk, production_id)
    role = await productions.role(desk, new.role_id)
    if role.production_id != production.id:
        raise RoleNotFound
    session = Session(
        id=SessionId(new_id()),
        production_id=production.id,
        title=new.title,
        local_date=new.local_date,
        zone=new.zone,
        preparation=new.preparation,
        opened_at=None,
        rooms=new.rooms,
    )
    # Zone data is read from files: off the loop.
    plan = await asyncio.to_thread(day_plan, session, new, lambda: SlotId(new_id()))
    await store.add_session(desk, session, plan)
    await audit.note(desk, desk.who, "laid out", "session", session.id)
    return session
