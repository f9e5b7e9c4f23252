"""Edits roles, puts them in order, duplicates and archives them, deletes them into the bin."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Role, RoleFields, Sides
from services.gateway.casting.roles import store
from services.gateway.casting.roles.jobs import COPY_SIDES
from services.gateway.casting.roles.model import OwnersDeleteRoles, RoleInSessions, SidesCopy
from services.gateway.platform import audit, jobs
from services.gateway.platform.jobs import NewJob
from services.gateway.platform.uploads import actions as uploads
from services.gateway.platform.uploads import quotas
from services.gateway.platform.uploads.model import KeptFile, Scope, kept_key
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit
from services.gateway.web.rate_limit import place_of
from shared.ids import ProductionId, RoleId, new_id

COPIED = " (copy)"
LONGEST = 200


async def changeable(desk: Desk, role_id: UUID) -> Role:
    """Return a role in whose production something may change.

    Raises:
        RoleNotFound, ReadOnly
    """
    role = await productions.role(desk, role_id)
    await productions.changeable(desk, role.production_id)
    return role


async def edit(desk: Desk, role_id: UUID, made: Edit[RoleFields]) -> Role:
    """Carry an edit out.

    Raises:
        RoleNotFound, ReadOnly
        Overtaken: it was made on a version that is not the newest.
    """
    before = await changeable(desk, role_id)
    if not await store.save(desk, before.id, made.version, made.on(before.fields)):
        raise made.overtaken(await productions.role(desk, role_id))
    await audit.note(desk, desk.who, "edited", "role", before.id)
    return await productions.role(desk, role_id)


async def archive(desk: Desk, role_id: UUID, *, archived: bool) -> None:
    """Put a role aside, or take it up again. Repeating changes nothing.

    Raises:
        RoleNotFound, ReadOnly
    """
    role = await changeable(desk, role_id)
    if await store.archive(desk, role.id, archived=archived):
        act = "archived" if archived else "took out of the archive"
        await audit.note(desk, desk.who, act, "role", role.id)


async def move(desk: Desk, role_id: UUID, position: int) -> Role:
    """Put a role in another place among those of its production.

    Raises:
        RoleNotFound, ReadOnly
    """
    role = await changeable(desk, role_id)
    await store.hold(desk, role.production_id)
    found = await productions.roles(desk, role.production_id)
    others = [each.id for each in found if each.id != role.id]
    others.insert(position - 1, role.id)
    await store.put_in_order(desk, others)
    await audit.note(desk, desk.who, "moved", "role", role.id)
    return role


async def duplicate(desk: Desk, role_id: UUID) -> Role:
    """Add a role like another, with its breakdown and its sides, and with nobody considered for it.

    A job copies the sides, file by file.

    Raises:
        RoleNotFound, ReadOnly
        StorageFull, QuotaExceeded: for its sides.
    """
    role = await changeable(desk, role_id)
    copy = msgspec.structs.replace(
        role,
        id=RoleId(new_id()),
        name=copied(role.name),
        version=1,
        archived_at=None,
    )
    await productions.add_role(desk, copy)
    sides = await productions.sides_of_roles(desk, [role.id])
    await copy_sides(desk, role.production_id, [(each, copy.id) for each in sides])
    await audit.note(desk, desk.who, "duplicated", "role", role.id)
    await audit.note(desk, desk.who, "added", "role", copy.id)
    return copy


async def copy_sides(
    desk: Desk, production_id: ProductionId, sides: Sequence[tuple[Sides, RoleId]]
) -> None:
    """Have sides copied, each to another role, of this production.

    Raises:
        StorageFull, QuotaExceeded
    """
    if not sides:
        return
    scope = Scope("sides", desk.agency.id, desk.who, place_of(desk.address), production_id)
    await quotas.allow(desk, scope, sum(each.bytes for each, _ in sides))
    files = [_copy(desk, each, to) for each, to in sides]
    await uploads.keep(desk, scope, *files)
    copies = [
        SidesCopy(each.id, file.id, to, file.object_key)
        for (each, to), file in zip(sides, files, strict=True)
    ]
    await jobs.enqueue_each(desk.connection, COPY_SIDES, [NewJob(payload=each) for each in copies])


def _copy(desk: Desk, sides: Sides, role_id: RoleId) -> KeptFile:
    """Return a file as a job will copy it; it counts from now on."""
    copy_id = new_id()
    key = kept_key(desk.agency.id, "sides", copy_id, "pdf")
    return KeptFile(copy_id, role_id, sides.file_name, key, sides.bytes, {})


def copied(name: str) -> str:
    """Name what is a copy."""
    return name[: LONGEST - len(COPIED)] + COPIED


async def delete(desk: Desk, role_id: UUID) -> Role:
    """Put a role into the bin, with who is considered for it.

    Raises:
        RoleNotFound, ReadOnly
        RoleInSessions: slots are for it.
        OwnersDeleteRoles: there are takes for it, or answers that were sent.
    """
    role = await changeable(desk, role_id)
    found = await store.hanging(desk, role)
    if found.slots:
        raise RoleInSessions
    if desk.role != "owner" and (found.takes or found.answered):
        raise OwnersDeleteRoles
    await store.hide(desk, role.id)
    await audit.note(desk, desk.who, "deleted", "role", role.id)
    return role
