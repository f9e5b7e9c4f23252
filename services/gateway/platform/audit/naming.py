"""Names of who and what the lines of a page are about: one query for each kind, none for a line."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from services.gateway.platform.audit import store
from services.gateway.platform.audit.model import Kinds, Line, Named
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from shared.tenancy import Connection

_GUESTS = frozenset({"guest", "actor"})
"""Words that lines have for who came by a personal link."""


async def inside(desk: Desk, kinds: Kinds, lines: Sequence[Line]) -> dict[str, Named]:
    """Return the names that an agency has, by `<kind>:<id>`; what is gone is left out."""
    found: dict[str, Named] = {}
    for kind, look_up in kinds.items():
        if ids := _things(lines, {kind}):
            named = await look_up(desk, ids)
            found |= {f"{kind}:{key}": each for key, each in named.items()}
    guests = list({*_who(lines, "guest"), *_things(lines, _GUESTS)})
    for key, name in (await store.names_of_guests(desk, guests)).items():
        found |= {key: Named(name), key.replace("guest:", "actor:"): Named(name)}
    guardians = await store.names_of_guardians(desk, _who(lines, "guardian"))
    return found | _with_path(guardians, "")


async def on_platform(connection: Connection, lines: Sequence[Line]) -> dict[str, Named]:
    """Return the names of people with an account, and of API tokens, by `<kind>:<id>`."""
    ids = list({*_who(lines, "person"), *_things(lines, {"person"})})
    people = await store.names_of_people(connection, ids)
    tokens = await store.names_of_tokens(connection, _who(lines, "token"))
    return _with_path(people, urls.TEAM) | _with_path(tokens, urls.API_TOKENS)


def findable(kinds: Kinds) -> Collection[str]:
    """Return the kinds whose things are looked up: one that is not found is gone."""
    return {*kinds, *_GUESTS, "person"}


def _with_path(names: Mapping[str, str], path: str) -> dict[str, Named]:
    return {key: Named(name, path) for key, name in names.items()}


def _who(lines: Sequence[Line], kind: str) -> list[UUID]:
    split = (line.who.partition(":") for line in lines)
    return list({UUID(key) for found, _, key in split if found == kind})


def _things(lines: Sequence[Line], kinds: Collection[str]) -> list[UUID]:
    return list({line.thing_id for line in lines if line.thing_id and line.thing in kinds})
