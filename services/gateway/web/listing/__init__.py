"""Lists: what is asked of one, a page of it, and what a bulk act is done on; for pages and API.

A slice declares a `Listing`. Its store has one literal query for each order; the columns that it is
ordered by, the id last, come back as the row `place`, and a page begins after a place: keyset
paging, so that what is added or deleted meanwhile neither repeats nor hides a line, and the last
page costs what the first one does (`infra/decisions/0034`).
"""

from services.gateway.web.listing.description import described
from services.gateway.web.listing.model import (
    ALPHABETICAL,
    COUNTED,
    NEWEST_FIRST,
    Asked,
    Listing,
    NoFilters,
    Order,
    Page,
)
from services.gateway.web.listing.paging import of_row, page
from services.gateway.web.listing.reading import first, read
from services.gateway.web.listing.selection import Ids, Selection, TooMany, bounded, chosen

__all__ = [
    "ALPHABETICAL",
    "COUNTED",
    "NEWEST_FIRST",
    "Asked",
    "Ids",
    "Listing",
    "NoFilters",
    "Order",
    "Page",
    "Selection",
    "TooMany",
    "bounded",
    "chosen",
    "described",
    "first",
    "of_row",
    "page",
    "read",
]
