"""Asks before a production is deleted: with all that was cast in it?"""

from services.gateway.casting.lifecycle import store
from services.gateway.casting.productions.model import Production
from services.gateway.platform.bin.model import can_be_restored, counted
from services.gateway.web.desk import Desk
from shared.lines import isolated


async def of_deletion(desk: Desk, production: Production) -> list[str]:
    found = await store.hanging(desk, production)
    doubts = [can_be_restored(isolated(production.title), found.in_words)]
    if found.invited:
        people = counted((found.invited, "person", "people"))
        doubts.append(f"Personal links of {people} do not work meanwhile. Nobody is told.")
    return doubts
