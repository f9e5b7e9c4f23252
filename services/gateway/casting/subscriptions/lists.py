"""The list of an agency's subscriptions, for who pays."""

from collections.abc import Mapping

from services.gateway.casting.subscriptions.model import ListedSubscription, SubscriptionFilters
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import COUNTED, Asked, Page

# $1 pattern, $2 where a payment failed, $3 rows; from $4 the place after which the page begins.
_PAGES: Mapping[str, str] = {
    "renewal": """SELECT (a.period_ends_at, p.id) AS place, p.id, p.title, p.company,
            p.wrapped_at, a.status AS subscription, a.plan, a.period_ends_at, a.cancels_at,
            a.ended_at, a.recorded_ms
        FROM production p JOIN platform.billing_own_account_v1 a ON a.production_id = p.id
        WHERE (a.period_ends_at, p.id) > ($4, $5)
            AND p.searched LIKE lower(extensions.unaccented($1))
            AND (NOT $2 OR a.status IN ('past_due', 'unpaid'))
        ORDER BY a.period_ends_at, p.id LIMIT $3""",
    "title": """SELECT (p.sort_title, p.id) AS place, p.id, p.title, p.company,
            p.wrapped_at, a.status AS subscription, a.plan, a.period_ends_at, a.cancels_at,
            a.ended_at, a.recorded_ms
        FROM production p JOIN platform.billing_own_account_v1 a ON a.production_id = p.id
        WHERE (p.sort_title, p.id) > ($4, $5)
            AND p.searched LIKE lower(extensions.unaccented($1))
            AND (NOT $2 OR a.status IN ('past_due', 'unpaid'))
        ORDER BY p.sort_title, p.id LIMIT $3""",
}


async def subscriptions(
    office: Office, asked: Asked[SubscriptionFilters]
) -> Page[ListedSubscription]:
    rows = await office.connection.fetch(
        _PAGES[asked.sort], asked.pattern, asked.filters.owing, asked.rows, *asked.after
    )
    return await listing.page(asked, rows, ListedSubscription, lambda: _count(office, asked))


async def _count(office: Office, asked: Asked[SubscriptionFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM production p
            JOIN platform.billing_own_account_v1 a ON a.production_id = p.id
            WHERE p.searched LIKE lower(extensions.unaccented($1))
            AND (NOT $2 OR a.status IN ('past_due', 'unpaid'))
            LIMIT $3) AS found""",
        asked.pattern,
        asked.filters.owing,
        COUNTED + 1,
    )
    return found
