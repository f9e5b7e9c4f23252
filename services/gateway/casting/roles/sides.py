"""Sides of a role in the bin: deleted there, restored, and removed for good with their file."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Sides, SidesNotFound
from services.gateway.platform import audit, jobs
from services.gateway.platform.bin.model import Binned, can_be_restored
from services.gateway.platform.uploads import store as uploads
from services.gateway.platform.uploads.model import CLEAR, UploadPayload
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.ids import AgencyId, RoleId
from shared.lines import isolated
from shared.tenancy import Connection
from shared.texts import gettext_noop


def doubt(sides: Sides) -> str:
    return can_be_restored(isolated(sides.file_name), "")


async def delete(desk: Desk, sides_id: UUID) -> Sides:
    """Put sides into the bin.

    Raises:
        SidesNotFound, ReadOnly
    """
    sides = await productions.sides(desk, sides_id)
    role = await productions.role(desk, sides.role_id)
    await productions.changeable(desk, role.production_id)
    await desk.connection.execute(
        "UPDATE sides SET deleted_at = $2 WHERE id = $1", sides.id, desk.now
    )
    await audit.note(desk, desk.who, "deleted", "sides", sides.id)
    return sides


async def restore(desk: Desk, sides_id: UUID) -> str:
    """Raises SidesNotFound: they are not in the bin."""
    role_id: RoleId | None = await desk.connection.fetchval(
        """UPDATE sides SET deleted_at = NULL
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING role_id""",
        sides_id,
    )
    if role_id is None:
        raise SidesNotFound
    await audit.note(desk, desk.who, "restored", "sides", sides_id)
    return urls.role(role_id)


async def remove(connection: Connection, _: AgencyId, sides_id: UUID) -> Sequence[str] | None:
    """Remove sides; what was sent of them goes, too."""
    key: str | None = await connection.fetchval(
        "DELETE FROM sides WHERE id = $1 RETURNING object_key", sides_id
    )
    if key is None:
        return None
    await uploads.discard(connection, sides_id)
    await jobs.enqueue(connection, CLEAR, UploadPayload(sides_id, "sides"))
    return [key]


BINNED: Sequence[Binned] = (
    Binned("sides", gettext_noop("sides"), Permission.CAST, restore, remove),
)
