"""Cursors: a place in an order, as an address carries it. Opaque: base64url of JSON (RFC 4648
section 5), which only we read.

It says where a page begins, and nothing of what may be seen there: queries look that up again.
"""

import base64
from types import GenericAlias

import msgspec

from services.gateway.web.listing.model import Order, PageNotFound, Place
from shared.lines import has_nul


def write(sort: str, place: Place) -> str:
    raw = msgspec.json.encode([sort, *place])
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(cursor: str, sort: str, order: Order) -> Place:
    """Raises PageNotFound: it is none of ours, or of another order."""
    shape = GenericAlias(tuple, (str, *map(type, order.start)))
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        named, *place = msgspec.json.decode(raw, type=shape)
    except (ValueError, msgspec.DecodeError) as error:
        raise PageNotFound from error
    if named != sort or has_nul(raw):
        raise PageNotFound
    return tuple(place)
