"""What can be searched of productions."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform.search.model import Searched, Shown
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission


async def productions(desk: Desk, ids: Sequence[UUID]) -> list[Shown]:
    rows = await desk.connection.fetch(
        "SELECT id, title, company FROM production WHERE id = ANY($1::uuid[])", ids
    )
    return [
        Shown(row["id"], row["title"], urls.production(row["id"]), row["company"]) for row in rows
    ]


async def roles(desk: Desk, ids: Sequence[UUID]) -> list[Shown]:
    rows = await desk.connection.fetch(
        """SELECT r.id, r.name, r.production_id, p.title
        FROM role r JOIN production p ON p.id = r.production_id WHERE r.id = ANY($1::uuid[])""",
        ids,
    )
    return [
        Shown(row["id"], row["name"], urls.production(row["production_id"]), row["title"])
        for row in rows
    ]


SEARCHED: Sequence[Searched] = (
    Searched("production", "Productions", Permission.SEE, productions),
    Searched("role", "Roles", Permission.SEE, roles),
)
