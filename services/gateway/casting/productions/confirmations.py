"""Asks before a production or a role is added: is there one of that name?"""

from uuid import UUID

from services.gateway.casting.productions import store
from services.gateway.casting.productions.model import NewProduction, NewRole
from services.gateway.web.desk import Desk
from shared.lines import alike, isolated


async def of_production(desk: Desk, new: NewProduction) -> list[str]:
    return [
        f"{isolated(each.title)} is there already, started on {each.started_at:%d %B %Y}."
        for each in await store.productions(desk)
        if alike(each.title, new.title)
    ][:1]


async def of_role(desk: Desk, production_id: UUID, new: NewRole) -> list[str]:
    """Raises ProductionNotFound, ReadOnly."""
    production = await store.changeable(desk, production_id)
    return [
        f"{isolated(production.title)} has a role named {isolated(each.name)} already."
        for each in await store.roles(desk, production.id)
        if alike(each.name, new.name)
    ][:1]
