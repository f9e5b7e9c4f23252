"""Adds rounds to a production, edits, moves and deletes them."""

from uuid import UUID

from services.gateway.casting.candidates.rounds import store
from services.gateway.casting.candidates.rounds.model import (
    FIRST,
    EditedRound,
    NewRound,
    Round,
    RoundInUse,
    RoundNotFound,
)
from services.gateway.casting.productions import store as productions
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from shared.ids import RoundId, new_id


async def add(desk: Desk, production_id: UUID, new: NewRound) -> Round:
    """Add a round after the others.

    Raises:
        ProductionNotFound, ReadOnly
    """
    production = await productions.changeable(desk, production_id)
    await store.hold(desk, production.id)
    position = len(await store.rounds(desk, production.id)) + 1
    added = Round(RoundId(new_id()), production.id, new.kind, new.title, position, version=1)
    await store.add(desk, added)
    await audit.note(desk, desk.who, "added", "round", added.id)
    return added


async def edit(desk: Desk, round_id: UUID, edited: EditedRound) -> Round:
    """Change what a round is, and is called.

    Raises:
        RoundNotFound, ReadOnly, RoundChanged
    """
    before = await _changeable(desk, round_id)
    await store.edit(desk, before.id, edited)
    await audit.note(desk, desk.who, "edited", "round", before.id)
    return await store.round_(desk, before.id)


async def move(desk: Desk, round_id: UUID, position: int) -> Round:
    """Move a round to another place; those between make room.

    Raises:
        RoundNotFound, ReadOnly
    """
    moved = await _changeable(desk, round_id)
    await store.hold(desk, moved.production_id)
    found = await store.rounds(desk, moved.production_id)
    order: list[UUID] = [each.id for each in found if each.id != moved.id]
    order.insert(position - 1, moved.id)
    await store.put_in_order(desk, order)
    await audit.note(desk, desk.who, "moved", "round", moved.id)
    return await store.round_(desk, moved.id)


async def delete(desk: Desk, round_id: UUID) -> Round:
    """Delete a round in which there is nothing.

    Raises:
        RoundNotFound, ReadOnly, RoundInUse
    """
    gone = await _changeable(desk, round_id)
    await store.hold(desk, gone.production_id)
    if not await store.delete(desk, gone.id):
        raise RoundInUse
    left: list[UUID] = [each.id for each in await store.rounds(desk, gone.production_id)]
    await store.put_in_order(desk, left)
    await audit.note(desk, desk.who, "deleted", "round", gone.id)
    return gone


async def chosen(desk: Desk, production_id: UUID, round_id: UUID | None) -> Round:
    """Return the round that is named, or a production's first one; where it has none, that is made.

    Raises:
        ProductionNotFound, ReadOnly
        RoundNotFound: it is of another production.
    """
    if round_id:
        found = await store.round_(desk, round_id)
        if found.production_id != production_id:
            raise RoundNotFound
        return found
    if rounds := await store.rounds(desk, production_id):
        return rounds[0]
    return await add(desk, production_id, NewRound("audition", FIRST))


async def _changeable(desk: Desk, round_id: UUID) -> Round:
    """Raises RoundNotFound, ReadOnly."""
    found = await store.round_(desk, round_id)
    await productions.changeable(desk, found.production_id)
    return found
