"""Takes by their names, for the lines of the audit log."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.gateway.platform.audit.model import Kinds, Named
from services.gateway.web import urls
from services.gateway.web.desk import Desk


async def takes(desk: Desk, ids: Sequence[UUID]) -> Mapping[UUID, Named]:
    rows = await desk.connection.fetch(
        "SELECT id, role_name, name FROM shown_take WHERE id = ANY($1::uuid[])", ids
    )
    return {
        row["id"]: Named(f"{row['name']}, {row['role_name']}", urls.take(row["id"])) for row in rows
    }


NAMED: Kinds = {"take": takes}
