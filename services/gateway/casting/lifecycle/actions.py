"""Edits productions, duplicates and archives them, deletes them into the bin."""

from uuid import UUID

import msgspec

from services.gateway.casting.candidates.rounds import store as rounds
from services.gateway.casting.lifecycle import store
from services.gateway.casting.lifecycle.model import OwnersDeleteProductions, StillSubscribed
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions import store as production_store
from services.gateway.casting.productions.model import NewProduction, Production
from services.gateway.casting.roles import actions as roles
from services.gateway.casting.roles.actions import copied
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from shared.ids import RoleId, RoundId, new_id


async def edit(desk: Desk, production_id: UUID, made: Edit[NewProduction]) -> Production:
    """Carry an edit out.

    Raises:
        ProductionNotFound, ReadOnly
        Overtaken: it was made on a version that is not the newest.
    """
    before = await production_store.changeable(desk, production_id)
    if not await store.save(desk, before.id, made.version, made.on(before.fields)):
        raise made.overtaken(await production_store.production(desk, production_id))
    await audit.note(desk, desk.who, "edited", "production", before.id)
    return await production_store.production(desk, production_id)


async def archive(desk: Desk, production_id: UUID, *, archived: bool) -> None:
    """Put a production aside, or take it up again. Repeating changes nothing.

    Raises:
        ProductionNotFound
    """
    production = await production_store.production(desk, production_id)
    if await store.archive(desk, production.id, archived=archived):
        act = "archived" if archived else "took out of the archive"
        await audit.note(desk, desk.who, act, "production", production.id)


async def duplicate(desk: Desk, production_id: UUID) -> Production:
    """Start a production like another: its roles with breakdowns and sides, and its rounds.

    Nobody comes along, no session and no take. What is archived stays behind.

    Raises:
        ProductionNotFound
        StorageFull, QuotaExceeded: for its sides.
    """
    like = await production_store.production(desk, production_id)
    new = await productions.start(desk, NewProduction(copied(like.title), like.company))
    await _copy_roles(desk, like, new)
    await store.add_rounds(
        desk,
        [
            msgspec.structs.replace(each, id=RoundId(new_id()), production_id=new.id)
            for each in await rounds.rounds(desk, like.id)
        ],
    )
    await audit.note(desk, desk.who, "duplicated", "production", like.id)
    return new


async def _copy_roles(desk: Desk, like: Production, new: Production) -> None:
    found = await production_store.roles(desk, like.id)
    copies = {
        each.id: msgspec.structs.replace(each, id=RoleId(new_id()), production_id=new.id)
        for each in found
        if not each.archived_at
    }
    await store.add_roles(desk, list(copies.values()))
    await audit.note_each(desk, desk.who, "added", "role", [each.id for each in copies.values()])
    sides = await production_store.sides_of_roles(desk, list(copies))
    await roles.copy_sides(desk, new.id, [(each, copies[each.role_id].id) for each in sides])


async def delete(desk: Desk, production_id: UUID) -> None:
    """Put a production into the bin, with all that was cast in it.

    Raises:
        ProductionNotFound
        StillSubscribed
        OwnersDeleteProductions: there are takes, or answers that were sent.
    """
    production = await production_store.production(desk, production_id)
    if production.is_subscribed:
        raise StillSubscribed(production.id)
    found = await store.hanging(desk, production)
    if desk.role != "owner" and (found.takes or found.answered):
        raise OwnersDeleteProductions
    await store.hide(desk, production.id)
    await audit.note(desk, desk.who, "deleted", "production", production.id)
