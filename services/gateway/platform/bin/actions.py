"""Shows a member what lies in the bin, and takes things out of it."""

from uuid import UUID

from services.gateway.platform.bin import store
from services.gateway.platform.bin.model import BinFilters, Deleted, Kinds, NotInBin
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Asked, Page
from services.gateway.web.permissions import PermissionDenied


async def look_into(desk: Desk, kinds: Kinds, asked: Asked[BinFilters]) -> Page[Deleted]:
    """Return what was deleted, of the kinds that a member may restore."""
    theirs = [each.kind for each in kinds.values() if desk.may(each.permission)]
    async with store.opened(desk.connection):
        return await store.deleted(desk, theirs, asked)


async def restore(desk: Desk, kinds: Kinds, kind: str, thing_id: UUID) -> str:
    """Take something out of the bin; return the path of its page.

    Raises:
        NotInBin
        PermissionDenied
        Conflict: it cannot come back as it was, and why.
    """
    binned = kinds.get(kind)
    if binned is None:
        raise NotInBin
    if not desk.may(binned.permission):
        raise PermissionDenied
    async with store.opened(desk.connection):
        if not await store.is_in(desk.connection, kind, thing_id):
            raise NotInBin
        return await binned.restore(desk, thing_id)
