"""Rounds in the bin. Nothing hangs on them: only what is empty is deleted."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.candidates.rounds import store
from services.gateway.platform import audit
from services.gateway.platform.bin.model import Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.ids import AgencyId
from shared.tenancy import Connection
from shared.texts import gettext_noop


async def restore(desk: Desk, round_id: UUID) -> str:
    """Raises RoundNotFound."""
    found = await store.restore(desk, round_id)
    await audit.note(desk, desk.who, "restored", "round", found.id)
    return urls.rounds(found.production_id)


async def remove(connection: Connection, _: AgencyId, round_id: UUID) -> Sequence[str]:
    await store.forget(connection, round_id)
    return ()


BINNED: Sequence[Binned] = (
    Binned("round", gettext_noop("round"), Permission.CAST, restore, remove),
)
