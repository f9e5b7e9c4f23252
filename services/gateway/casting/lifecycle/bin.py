"""Productions in the bin."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.lifecycle import store
from services.gateway.casting.productions import removal
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import NOT_SUBSCRIBED
from services.gateway.platform import audit
from services.gateway.platform.bin.model import Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.ids import AgencyId, ProductionId
from shared.tenancy import Connection
from shared.texts import gettext_noop


async def restore(desk: Desk, production_id: UUID) -> str:
    """Raises ProductionNotFound."""
    found = await store.restore(desk, production_id)
    await audit.note(desk, desk.who, "restored", "production", found)
    return urls.production(found)


async def remove(connection: Connection, agency: AgencyId, thing_id: UUID) -> Sequence[str] | None:
    """Remove a production; one that was subscribed for meanwhile stays."""
    production_id = ProductionId(thing_id)
    if await productions.subscription_of(connection, production_id) not in NOT_SUBSCRIBED:
        return None
    await removal.remove(connection, agency, production_id)
    return ()


BINNED: Sequence[Binned] = (
    Binned("production", gettext_noop("production"), Permission.START, restore, remove),
)
