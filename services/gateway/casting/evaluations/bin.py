"""Takes in the bin: deleted there, restored, and removed for good. Their rows are rooms'."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.evaluations import store
from services.gateway.casting.evaluations.model import (
    OwnersDeleteTakes,
    Take,
    TakeNotFound,
    TakeRunning,
)
from services.gateway.casting.productions import store as productions
from services.gateway.platform import audit
from services.gateway.platform.bin.model import KEPT_DAYS, Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.bus import outbox
from shared.events.gateway import TakeDeleted
from shared.ids import AgencyId, ProductionId, TakeId
from shared.tenancy import Connection
from shared.texts import gettext_noop

DOUBT = f"The take is deleted, with what was recorded. For {KEPT_DAYS} days it can be restored."


async def delete(desk: Desk, take_id: UUID) -> Take:
    """Put a take into the bin.

    Raises:
        TakeNotFound, ReadOnly
        TakeRunning
        OwnersDeleteTakes
    """
    take = await store.take(desk, take_id)
    await productions.changeable(desk, take.production_id)
    if take.stopped_at is None:
        raise TakeRunning
    if desk.role != "owner":
        raise OwnersDeleteTakes
    await desk.connection.execute(
        """INSERT INTO deleted_take (take_id, production_id, deleted_at) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING""",
        take.id,
        take.production_id,
        desk.now,
    )
    await audit.note(desk, desk.who, "deleted", "take", take.id)
    return take


async def restore(desk: Desk, take_id: UUID) -> str:
    """Raises TakeNotFound: it is not in the bin."""
    if not await desk.connection.fetchval(
        "DELETE FROM deleted_take WHERE take_id = $1 RETURNING true", take_id
    ):
        raise TakeNotFound
    await audit.note(desk, desk.who, "restored", "take", take_id)
    return urls.take(take_id)


async def remove(connection: Connection, agency: AgencyId, thing_id: UUID) -> Sequence[str] | None:
    """Remove the scores of a take; rooms hears of it, and deletes what was recorded."""
    take_id = TakeId(thing_id)
    production_id: ProductionId | None = await connection.fetchval(
        "SELECT production_id FROM deleted_take WHERE take_id = $1", take_id
    )
    if production_id is None:
        return None
    await connection.execute("SELECT forget_scores($1)", take_id)
    fact = TakeDeleted(agency_id=agency, production_id=production_id, take_id=take_id)
    await outbox.publish(connection, "gateway", fact)
    return ()


BINNED: Sequence[Binned] = (
    Binned("take", gettext_noop("take"), Permission.REVIEW, restore, remove),
)
