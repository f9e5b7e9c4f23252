"""Writes down when talent is free, and takes it back."""

from uuid import UUID

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.availability import store
from services.gateway.casting.talent.availability.model import (
    FIRST,
    LAST,
    LONGEST,
    DaysTurned,
    NewStatement,
    TooManyStatements,
)
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from shared.ids import TalentId, new_id


async def state(desk: Desk, talent_id: UUID, new: NewStatement) -> UUID:
    """Write down what was said of some days, and return the statement's id.

    Raises:
        TalentNotFound, DaysTurned, TooManyStatements
    """
    talent = await talent_store.talent(desk, talent_id)
    ordered = FIRST <= new.first_day <= new.last_day <= LAST
    if not ordered or new.last_day - new.first_day > LONGEST:
        raise DaysTurned(last_day="Please give a day within three years of the first one.")
    statement_id = new_id()
    if not await store.add(desk, talent.id, statement_id, new):
        raise TooManyStatements
    await audit.note(desk, desk.who, "wrote down dates of", "talent", talent.id)
    return statement_id


async def take_back(desk: Desk, statement_id: UUID) -> TalentId:
    """Take a statement back that was wrong; return whom it was about.

    Raises:
        StatementNotFound, TalentNotFound
    """
    talent = await talent_store.talent(desk, await store.talent_of(desk, statement_id))
    await store.delete(desk, statement_id)
    await audit.note(desk, desk.who, "took back dates of", "talent", talent.id)
    return talent.id
