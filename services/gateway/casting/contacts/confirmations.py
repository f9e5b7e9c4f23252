"""Asks before contacts are deleted: how many are they?"""

from services.gateway.casting.contacts import store
from services.gateway.casting.contacts.model import ContactFilters
from services.gateway.platform.bin.model import KEPT_DAYS
from services.gateway.web import listing
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Selection


async def of_chosen(desk: Desk, selection: Selection[ContactFilters]) -> list[str]:
    """Whoever confirms confirms a number: where it has changed meanwhile they are asked again.

    Raises:
        TooMany
    """
    found = len(listing.bounded(await store.chosen(desk, selection)))
    whom = "1 contact is" if found == 1 else f"{found} contacts are"
    return [f"{whom} deleted. For {KEPT_DAYS} days they can be brought back."]
