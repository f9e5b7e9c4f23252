"""What can be searched of contacts."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform.search.model import Searched, Shown
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission


async def contacts(desk: Desk, ids: Sequence[UUID]) -> list[Shown]:
    rows = await desk.connection.fetch(
        "SELECT id, name, company FROM contact WHERE id = ANY($1::uuid[])", ids
    )
    return [Shown(row["id"], row["name"], urls.contact(row["id"]), row["company"]) for row in rows]


SEARCHED: Sequence[Searched] = (Searched("contact", "Contacts", Permission.PEOPLE, contacts),)
