"""Who is invited to a session, as a list that is asked for."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

import msgspec

from services.gateway.casting.auditions.model import Guest, GuestRole
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import ALPHABETICAL, COUNTED, Asked, Listing, Order, Page
from shared.texts import gettext_noop

OLDEST_FIRST = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))


class GuestFilters(msgspec.Struct, frozen=True):
    """What narrows the list: in what role, whether the link was followed, and whether it was
    withdrawn."""

    role: GuestRole | Literal[""] = ""
    opened: bool | None = None
    withdrawn: bool | None = None


GUESTS = Listing(
    orders={
        "invited": Order("In the order of the invitations", OLDEST_FIRST),
        "name": Order("Name", ALPHABETICAL),
    },
    filters=GuestFilters,
    searched=gettext_noop("Name or email"),
)

# $1 session, $2 pattern, $3 role, $4 opened, $5 withdrawn, $6 rows; from $7 the place after which
# the page begins. A session has some hundred guests at most: its index is the one that is needed.
_PAGES: Mapping[str, str] = {
    "invited": """SELECT (g.invited_at, g.id) AS place, g.id, g.session_id, g.slot_id, g.role,
            g.name, g.title, coalesce(g.email_as_typed, g.email) AS email, g.invited_at,
            l.opened_at, l.expires_at, l.revoked_at, g.client_id, g.talent_id
        FROM guest g JOIN access_link l ON l.guest_id = g.id
        WHERE g.session_id = $1 AND (g.invited_at, g.id) > ($7, $8)
            AND lower(extensions.unaccented(concat_ws(' ', g.name, g.email)))
                LIKE lower(extensions.unaccented($2))
            AND ($3 = '' OR g.role = $3)
            AND ($4::boolean IS NULL OR (l.opened_at IS NOT NULL) = $4)
            AND ($5::boolean IS NULL OR (l.revoked_at IS NOT NULL) = $5)
        ORDER BY g.invited_at, g.id LIMIT $6""",
    "name": """SELECT (lower(extensions.unaccented(g.name)) COLLATE "C", g.id) AS place, g.id,
            g.session_id, g.slot_id, g.role, g.name, g.title,
            coalesce(g.email_as_typed, g.email) AS email, g.invited_at, l.opened_at, l.expires_at,
            l.revoked_at, g.client_id, g.talent_id
        FROM guest g JOIN access_link l ON l.guest_id = g.id
        WHERE g.session_id = $1
            AND (lower(extensions.unaccented(g.name)) COLLATE "C", g.id) > ($7, $8)
            AND lower(extensions.unaccented(concat_ws(' ', g.name, g.email)))
                LIKE lower(extensions.unaccented($2))
            AND ($3 = '' OR g.role = $3)
            AND ($4::boolean IS NULL OR (l.opened_at IS NOT NULL) = $4)
            AND ($5::boolean IS NULL OR (l.revoked_at IS NOT NULL) = $5)
        ORDER BY lower(extensions.unaccented(g.name)) COLLATE "C", g.id LIMIT $6""",
}


async def guests(office: Office, session_id: UUID, asked: Asked[GuestFilters]) -> Page[Guest]:
    """Return a page of who is invited to a session that was looked up."""
    filters = asked.filters
    rows = await office.connection.fetch(
        _PAGES[asked.sort],
        session_id,
        asked.pattern,
        filters.role,
        filters.opened,
        filters.withdrawn,
        asked.rows,
        *asked.after,
    )
    return await listing.page(asked, rows, Guest, lambda: _count(office, session_id, asked))


async def _count(office: Office, session_id: UUID, asked: Asked[GuestFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM guest g JOIN access_link l ON l.guest_id = g.id
            WHERE g.session_id = $1
                AND lower(extensions.unaccented(concat_ws(' ', g.name, g.email)))
                    LIKE lower(extensions.unaccented($2))
                AND ($3 = '' OR g.role = $3)
                AND ($4::boolean IS NULL OR (l.opened_at IS NOT NULL) = $4)
                AND ($5::boolean IS NULL OR (l.revoked_at IS NOT NULL) = $5)
            LIMIT $6) AS found""",
        session_id,
        asked.pattern,
        asked.filters.role,
        asked.filters.opened,
        asked.filters.withdrawn,
        COUNTED + 1,
    )
    return found
