"""Asks before all who match are decided on: how many are they?"""

from uuid import UUID

from services.gateway.casting.candidates import lists
from services.gateway.casting.candidates.model import DECISIONS, CandidateFilters, Kind
from services.gateway.casting.productions import store as productions
from services.gateway.web import listing
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Selection


async def of_several(
    desk: Desk, role_id: UUID, kind: Kind, selection: Selection[CandidateFilters]
) -> list[str]:
    """Whoever confirms confirms a number: where it has changed meanwhile they are asked again.

    Raises:
        RoleNotFound, TooMany
    """
    role = await productions.role(desk, role_id)
    found = len(listing.bounded(await lists.chosen(desk, role.id, selection)))
    whom = "1 candidate" if found == 1 else f"{found} candidates"
    return [f"{DECISIONS[kind]}. That is decided on {whom}; nobody is told yet."]
