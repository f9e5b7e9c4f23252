"""Contacts in the bin."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.contacts import actions, store
from services.gateway.platform.bin.model import Binned
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from shared.ids import AgencyId
from shared.tenancy import Connection
from shared.texts import gettext_noop


async def restore(desk: Desk, contact_id: UUID) -> str:
    await actions.restore(desk, [contact_id])
    return urls.contact(contact_id)


async def remove(connection: Connection, _: AgencyId, contact_id: UUID) -> Sequence[str]:
    await store.forget(connection, contact_id)
    return ()


BINNED: Sequence[Binned] = (
    Binned("contact", gettext_noop("contact"), Permission.CURATE, restore, remove),
)
