"""Searches for a member what they may see."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform.search import store
from services.gateway.platform.search.model import MOST, SPARE, Found, Group, Searched
from services.gateway.web.desk import Desk


async def search(desk: Desk, searched: Sequence[Searched], words: str) -> list[Group]:
    """Return what is like some words, by kind, in the order in which the kinds are declared."""
    asked = [each for each in searched if desk.may(each.permission)]
    kinds = [each.kind for each in asked]
    ids = await store.search(desk.connection, words, kinds, MOST + SPARE)
    groups = [
        Group(each.heading, await _shown(desk, each, ids[each.kind]))
        for each in asked
        if each.kind in ids
    ]
    return [group for group in groups if group.found]


async def _shown(desk: Desk, searched: Searched, ids: Sequence[UUID]) -> list[Found]:
    shown = {each.id: each for each in await searched.look_up(desk, ids)}
    found = [
        Found(searched.kind, each.id, each.title, each.detail, each.path)
        for key in ids
        if (each := shown.get(key))
    ]
    return found[:MOST]
