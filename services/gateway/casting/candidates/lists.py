"""The candidates of a role as a list, and those who are chosen in it."""

from collections.abc import Mapping
from uuid import UUID

from services.gateway.casting.candidates.model import Candidate, CandidateFilters
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import COUNTED, Asked, Page, Selection

# $1 role, $2 search, $3 status, $4 rows; from $5 the place after which the page begins.
_PAGES: Mapping[str, str] = {
    "name": """SELECT (t.sort_name, c.id) AS place, c.id, c.production_id, c.role_id,
            r.name AS role_name, c.talent_id, t.name, c.status, c.round_id, c.told_through,
            c.rep_id, c.version, c.added_at
        FROM candidate c JOIN role r ON r.id = c.role_id JOIN talent t ON t.id = c.talent_id
        WHERE c.role_id = $1 AND c.deleted_at IS NULL AND (t.sort_name, c.id) > ($5, $6)
            AND t.sort_name LIKE lower(extensions.unaccented($2))
            AND ($3 = '' OR c.status = $3)
        ORDER BY t.sort_name, c.id LIMIT $4""",
    "newest": """SELECT (c.added_at, c.id) AS place, c.id, c.production_id, c.role_id,
            r.name AS role_name, c.talent_id, t.name, c.status, c.round_id, c.told_through,
            c.rep_id, c.version, c.added_at
        FROM candidate c JOIN role r ON r.id = c.role_id JOIN talent t ON t.id = c.talent_id
        WHERE c.role_id = $1 AND c.deleted_at IS NULL AND (c.added_at, c.id) < ($5, $6)
            AND t.sort_name LIKE lower(extensions.unaccented($2))
            AND ($3 = '' OR c.status = $3)
        ORDER BY c.added_at DESC, c.id DESC LIMIT $4""",
}


async def candidates(
    office: Office, role_id: UUID, asked: Asked[CandidateFilters]
) -> Page[Candidate]:
    """Return a page of who is considered for a role that was looked up."""
    rows = await office.connection.fetch(
        _PAGES[asked.sort],
        role_id,
        asked.pattern,
        asked.filters.status,
        asked.rows,
        *asked.after,
    )
    return await listing.page(asked, rows, Candidate, lambda: _count(office, role_id, asked))


async def chosen(
    office: Office, role_id: UUID, selection: Selection[CandidateFilters]
) -> list[Candidate]:
    """Return who is chosen, locked for the transaction; `COUNTED` + 1 where they are more."""
    rows = await office.connection.fetch(
        """SELECT c.id, c.production_id, c.role_id, r.name AS role_name, c.talent_id, t.name,
            c.status, c.round_id, c.told_through, c.rep_id, c.version, c.added_at
        FROM candidate c JOIN role r ON r.id = c.role_id JOIN talent t ON t.id = c.talent_id
        WHERE c.role_id = $1 AND c.deleted_at IS NULL AND ($5::uuid[] IS NULL OR c.id = ANY($5))
            AND t.sort_name LIKE lower(extensions.unaccented($2))
            AND ($3 = '' OR c.status = $3)
        ORDER BY c.id LIMIT $4 FOR UPDATE OF c""",
        role_id,
        selection.pattern,
        selection.filters.status if selection.filters else "",
        COUNTED + 1,
        selection.among,
    )
    return [Candidate(**row) for row in rows]


async def _count(office: Office, role_id: UUID, asked: Asked[CandidateFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM candidate c JOIN talent t ON t.id = c.talent_id
            WHERE c.role_id = $1 AND c.deleted_at IS NULL
                AND t.sort_name LIKE lower(extensions.unaccented($2))
                AND ($3 = '' OR c.status = $3) LIMIT $4) AS found""",
        role_id,
        asked.pattern,
        asked.filters.status,
        COUNTED + 1,
    )
    return found
