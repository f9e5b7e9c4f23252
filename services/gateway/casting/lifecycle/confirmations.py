"""Asks before a production is deleted: with all that was cast in it?"""

from services.gateway.casting.lifecycle import store
from services.gateway.casting.productions.model import Production
from services.gateway.platform.bin.model import KEPT_DAYS
from services.gateway.web.desk import Desk
from shared.lines import isolated


async def of_deletion(desk: Desk, production: Production) -> list[str]:
    found = await store.hanging(desk, production)
    what = f"{isolated(production.title)} is deleted"
    if found.in_words:
        what += f" with {', '.join(found.in_words)}"
    doubts = [f"{what}. For {KEPT_DAYS} days all of it can be restored."]
    if found.invited:
        people = "1 person" if found.invited == 1 else f"{found.invited} people"
        doubts.append(f"Personal links of {people} do not work meanwhile. Nobody is told.")
    return doubts
