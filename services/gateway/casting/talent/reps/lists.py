"""The list of reps, a page at a time."""

from services.gateway.casting.talent.reps.model import Rep
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import (
    ALPHABETICAL,
    COUNTED,
    Asked,
    Listing,
    NoFilters,
    Order,
    Page,
)
from shared.texts import gettext_noop

REPS = Listing(
    orders={"name": Order("Name", ALPHABETICAL)},
    filters=NoFilters,
    searched=gettext_noop("Name, firm or email"),
)


async def reps(office: Office, asked: Asked[NoFilters]) -> Page[Rep]:
    rows = await office.connection.fetch(
        """SELECT (rep.sort_name, rep.id) AS place, rep.id, rep.firm_id, rep_firm.name AS firm,
            rep.name, rep.title, rep.email_as_typed AS email, rep.phone, rep.zone, rep.version
        FROM rep LEFT JOIN rep_firm ON rep_firm.id = rep.firm_id
            AND rep_firm.deleted_at IS NULL
        WHERE rep.deleted_at IS NULL AND (rep.sort_name, rep.id) > ($3, $4)
            AND concat_ws(' ', rep.sort_name, rep_firm.sort_name, rep.email)
                LIKE lower(extensions.unaccented($1))
        ORDER BY rep.sort_name, rep.id LIMIT $2""",
        asked.pattern,
        asked.rows,
        *asked.after,
    )
    return await listing.page(asked, rows, Rep, lambda: _count(office, asked))


async def _count(office: Office, asked: Asked[NoFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM rep LEFT JOIN rep_firm ON rep_firm.id = rep.firm_id
            AND rep_firm.deleted_at IS NULL
            WHERE rep.deleted_at IS NULL
            AND concat_ws(' ', rep.sort_name, rep_firm.sort_name, rep.email)
                LIKE lower(extensions.unaccented($1))
            LIMIT $2) AS found""",
        asked.pattern,
        COUNTED + 1,
    )
    return found
