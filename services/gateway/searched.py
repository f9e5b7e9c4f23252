"""What can be searched, in the order in which it is shown."""

from collections.abc import Sequence

from services.gateway.casting.auditions import search as auditions
from services.gateway.casting.contacts import search as contacts
from services.gateway.casting.productions import search as productions
from services.gateway.casting.talent import search as talent
from services.gateway.platform.search.model import Searched

SEARCHED: Sequence[Searched] = (
    *productions.SEARCHED,
    *talent.SEARCHED,
    *contacts.SEARCHED,
    *auditions.SEARCHED,
)


async def provide_searched() -> Sequence[Searched]:
    return SEARCHED
