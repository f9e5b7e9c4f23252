"""The list of productions, as it is asked for."""

from collections.abc import Mapping

from services.gateway.casting.productions.model import Production, ProductionFilters
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import COUNTED, Asked, Page

# $1 pattern, $2 wrapped, $3 archived, $4 rows; from $5 the place after which the page begins.
_PAGES: Mapping[str, str] = {
    "newest": """SELECT (started_at, id) AS place, id, title, company, started_at, subscription,
            plan, wrapped_at, version, archived_at
        FROM production WHERE (started_at, id) < ($5, $6)
            AND searched LIKE lower(extensions.unaccented($1))
            AND ($2::boolean IS NULL OR (wrapped_at IS NOT NULL) = $2)
            AND (archived_at IS NOT NULL) = $3
        ORDER BY started_at DESC, id DESC LIMIT $4""",
    "title": """SELECT (sort_title, id) AS place, id, title, company, started_at, subscription,
            plan, wrapped_at, version, archived_at
        FROM production WHERE (sort_title, id) > ($5, $6)
            AND searched LIKE lower(extensions.unaccented($1))
            AND ($2::boolean IS NULL OR (wrapped_at IS NOT NULL) = $2)
            AND (archived_at IS NOT NULL) = $3
        ORDER BY sort_title, id LIMIT $4""",
}


async def productions(office: Office, asked: Asked[ProductionFilters]) -> Page[Production]:
    rows = await office.connection.fetch(
        _PAGES[asked.sort],
        asked.pattern,
        asked.filters.wrapped,
        asked.filters.archived,
        asked.rows,
        *asked.after,
    )
    return await listing.page(asked, rows, Production, lambda: _count(office, asked))


async def _count(office: Office, asked: Asked[ProductionFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM production
            WHERE searched LIKE lower(extensions.unaccented($1))
            AND ($2::boolean IS NULL OR (wrapped_at IS NOT NULL) = $2)
            AND (archived_at IS NOT NULL) = $3
            LIMIT $4) AS found""",
        asked.pattern,
        asked.filters.wrapped,
        asked.filters.archived,
        COUNTED + 1,
    )
    return found
