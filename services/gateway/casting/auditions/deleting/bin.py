"""Sessions in the bin."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.auditions.deleting import store
from services.gateway.casting.auditions.deleting.model import RoleInBin
from services.gateway.platform import audit
from services.gateway.platform.bin.model import Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.bus import outbox
from shared.events.gateway import SessionDeleted
from shared.ids import AgencyId, SessionId
from shared.tenancy import Connection
from shared.texts import gettext_noop


async def restore(desk: Desk, session_id: UUID) -> str:
    """Raises SessionNotFound, RoleInBin."""
    if await store.has_role_in_bin(desk, session_id):
        raise RoleInBin
    await store.restore(desk, session_id)
    await audit.note(desk, desk.who, "restored", "session", session_id)
    return urls.session(session_id)


async def remove(connection: Connection, agency: AgencyId, thing_id: UUID) -> Sequence[str] | None:
    """Remove a session; rooms hears of it, and deletes what was recorded."""
    session_id = SessionId(thing_id)
    production_id = await store.production_of(connection, session_id)
    if production_id is None:
        return None
    await store.forget(connection, session_id)
    fact = SessionDeleted(agency_id=agency, production_id=production_id, session_id=session_id)
    await outbox.publish(connection, "gateway", fact)
    return ()


BINNED: Sequence[Binned] = (
    Binned("session", gettext_noop("session"), Permission.CAST, restore, remove),
)
