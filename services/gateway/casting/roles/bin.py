"""Roles in the bin."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.roles import store
from services.gateway.platform import audit, jobs
from services.gateway.platform.bin.model import Binned
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.model import CLEAR, UploadPayload
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.ids import AgencyId
from shared.tenancy import Connection
from shared.texts import gettext_noop


async def restore(desk: Desk, role_id: UUID) -> str:
    """Raises RoleNotFound."""
    found = await store.restore(desk, role_id)
    await audit.note(desk, desk.who, "restored", "role", found)
    return urls.role(found)


async def remove(connection: Connection, _: AgencyId, role_id: UUID) -> Sequence[str] | None:
    """Remove a role with its sides; one that slots of a session in the bin are for stays."""
    keys = await store.keys(connection, role_id)
    sent = await store.uploads(connection, role_id)
    if not await store.forget(connection, role_id):
        return None
    for upload in sent:
        await uploads.discard(connection, upload)
        await jobs.enqueue(connection, CLEAR, UploadPayload(upload, "sides"))
    return keys


BINNED: Sequence[Binned] = (Binned("role", gettext_noop("role"), Permission.CAST, restore, remove),)
