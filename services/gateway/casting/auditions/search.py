"""What can be searched of auditions."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform.search.model import Searched, Shown
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission


async def sessions(desk: Desk, ids: Sequence[UUID]) -> list[Shown]:
    rows = await desk.connection.fetch(
        """SELECT s.id, s.title, s.local_date, p.title AS production
        FROM session s JOIN production p ON p.id = s.production_id WHERE s.id = ANY($1::uuid[])""",
        ids,
    )
    return [
        Shown(
            row["id"],
            row["title"],
            urls.session(row["id"]),
            f"{row['production']}, {row['local_date'].isoformat()}",
        )
        for row in rows
    ]


SEARCHED: Sequence[Searched] = (Searched("session", "Sessions", Permission.RUN, sessions),)
