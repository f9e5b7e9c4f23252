"""Asks before a role is deleted: with all that hangs on it?"""

from services.gateway.casting.productions.model import Role
from services.gateway.casting.roles import store
from services.gateway.platform.bin.model import KEPT_DAYS
from services.gateway.web.desk import Desk
from shared.lines import isolated


async def of_deletion(desk: Desk, role: Role) -> list[str]:
    found = (await store.hanging(desk, role)).in_words
    what = isolated(role.name)
    if found:
        what += f" is deleted with {', '.join(found)}."
    else:
        what += " is deleted. Nothing hangs on it."
    return [f"{what} For {KEPT_DAYS} days all of it can be restored."]
