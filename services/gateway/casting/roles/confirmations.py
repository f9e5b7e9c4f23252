"""Asks before a role is deleted: with all that hangs on it?"""

from services.gateway.casting.productions.model import Role
from services.gateway.casting.roles import store
from services.gateway.platform.bin.model import can_be_restored
from services.gateway.web.desk import Desk
from shared.lines import isolated


async def of_deletion(desk: Desk, role: Role) -> list[str]:
    found = await store.hanging(desk, role)
    return [can_be_restored(isolated(role.name), found.in_words)]
