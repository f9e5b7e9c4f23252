"""Asks before somebody is added, or deleted: is it what is meant?"""

from services.gateway.casting.talent import store
from services.gateway.casting.talent.model import Talent, TalentFields
from services.gateway.web.desk import Desk
from shared import addresses
from shared.lines import isolated


async def of_addition(desk: Desk, new: TalentFields) -> list[str]:
    """Raises Invalid: the address is not one."""
    if not new.email:
        return []
    found = await store.find(desk, new.name, addresses.read(new.email))
    return [f"{isolated(found.name)} is there already, with this address."] if found else []


def of_deletion(talent: Talent) -> list[str]:
    whom = isolated(talent.name)
    return [f"{whom} can be restored for 30 days. Then all that is known of them goes."]
