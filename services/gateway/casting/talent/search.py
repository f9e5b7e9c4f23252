"""What can be searched of talent, and of who represents them."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform.search.model import Searched, Shown
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission


async def talent(desk: Desk, ids: Sequence[UUID]) -> list[Shown]:
    rows = await desk.connection.fetch(
        "SELECT id, name, based_in FROM talent WHERE id = ANY($1::uuid[])", ids
    )
    return [Shown(row["id"], row["name"], urls.talent(row["id"]), row["based_in"]) for row in rows]


async def reps(desk: Desk, ids: Sequence[UUID]) -> list[Shown]:
    rows = await desk.connection.fetch(
        """SELECT r.id, r.name, coalesce(f.name, r.title) AS detail
        FROM rep r LEFT JOIN rep_firm f ON f.id = r.firm_id WHERE r.id = ANY($1::uuid[])""",
        ids,
    )
    return [Shown(row["id"], row["name"], urls.rep(row["id"]), row["detail"]) for row in rows]


async def firms(desk: Desk, ids: Sequence[UUID]) -> list[Shown]:
    rows = await desk.connection.fetch(
        "SELECT id, name FROM rep_firm WHERE id = ANY($1::uuid[])", ids
    )
    return [Shown(row["id"], row["name"], urls.rep_firm(row["id"])) for row in rows]


SEARCHED: Sequence[Searched] = (
    Searched("talent", "Talent", Permission.PEOPLE, talent),
    Searched("rep", "Reps", Permission.PEOPLE, reps),
    Searched("rep_firm", "Firms of reps", Permission.PEOPLE, firms),
)
