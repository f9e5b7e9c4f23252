"""Reads what is asked of a list out of the query of an address, the same for pages and API."""

from typing import Annotated, Any

import msgspec
from litestar import Request

from services.gateway.web import forms
from services.gateway.web.listing import cursors
from services.gateway.web.listing.model import MOST, Asked, F, Listing
from shared.errors import Invalid
from shared.lines import OptionalLine

CURSOR_LENGTH = 2_000
_BASE64URL = r"^[A-Za-z0-9_-]*(?![\s\S])"


class Common(msgspec.Struct, frozen=True):
    """What every list can be asked for."""

    q: OptionalLine = ""
    sort: str = ""
    after: Annotated[str, msgspec.Meta(max_length=CURSOR_LENGTH, pattern=_BASE64URL)] = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST)] | None = None


def read(listing: Listing[F], request: Request[Any, Any, Any]) -> Asked[F]:
    """Return what is asked of a list.

    Raises:
        Invalid: names each part that is wrong.
        PageNotFound: its cursor is none of this order.
    """
    return of_query(listing, request.query_params.dict())


def first(listing: Listing[F]) -> Asked[F]:
    """Return what is asked where nothing is: the first page."""
    return of_query(listing, {})


def of_query(listing: Listing[F], query: dict[str, list[Any]]) -> Asked[F]:
    """As `read`; in a query a name may come several times."""
    given = {name: values[0] if len(values) == 1 else values for name, values in query.items()}
    common, filters = forms.read(Common, given), forms.read(listing.filters, given)
    sort = common.sort or next(iter(listing.orders))
    if sort not in listing.orders:
        raise Invalid(sort=f"Please choose one of: {', '.join(listing.orders)}.")
    order = listing.orders[sort]
    return Asked(
        listing=listing,
        filters=filters,
        q=common.q if listing.searched else "",
        sort=sort,
        after=cursors.read(common.after, sort, order) if common.after else order.start,
        limit=common.limit or listing.size,
    )
