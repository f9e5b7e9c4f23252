"""Nobody passes a wall of the gateway who may not, and what is behind it does not show.

Each route is tried by nobody, by another agency, by every lower part, by a freelancer of another
production and by who has a personal link that was withdrawn: see `route_permissions.py`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, get_args
from uuid import UUID

import httpx
import pytest
from redis.asyncio import Redis

from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from shared.tenancy import schema_of
from shared.vocabulary.member_roles import MemberRole
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.known_office import Known, known, owner_of
from tests.integration.gateway.route_permissions import (
    LINK,
    NEEDS,
    OPEN,
    PERSON,
    filled,
    needing,
    routes,
)
from tests.integration.gateway.trying_routes import become, tried

pytestmark = [pytest.mark.with_sides, pytest.mark.one_office]
ACTS = tuple(Permission)
OF_NO_AGENCY = {"/invitations/{token}", "/help/{key}"}
"""What has a part that changes, which names nothing of an agency's."""


@pytest.fixture(autouse=True)
async def not_counted(installation: Installation) -> None:
    """Forget how much was asked in the test before: a wall is to refuse, not a rate limit."""
    async with Redis.from_url(installation.plan.config.redis_url) as redis:
        async for key in redis.scan_iter("limit:*"):
            await redis.delete(key)


@pytest.fixture(scope="module")
async def theirs(installation: Installation, module_neighbour: Office) -> Known:
    return await known(installation, module_neighbour)


@asynccontextmanager
async def with_part(
    installation: Installation, things: Known, role: MemberRole, production: str
) -> AsyncIterator[None]:
    """Give the office's owner another part for a while, with one production named to them."""
    await become(installation, things, role, named=[production.rsplit("/", 1)[-1]])
    try:
        yield
    finally:
        await become(installation, things, "owner")


def test_every_route_has_its_entry() -> None:
    assert routes() == NEEDS.keys()


async def test_nobody_passes(things: Known, stranger: Visitor) -> None:
    wrong: list[Any] = []
    for route in needing(PERSON, *ACTS):
        status, said = await tried(stranger, route, things)
        if status != 401 and said not in {"/sign-in", "Please sign in first."}:
            wrong.append((route, status, said[:80]))
        wrong += [(route, word) for word in things.words if word in said]
    assert not wrong


async def test_another_agency_does_not_pass(
    installation: Installation, office: Office, theirs: Known
) -> None:
    wrong: list[Any] = []
    for route in needing(PERSON, *ACTS):
        if "{" not in route[1] or route[1] in OF_NO_AGENCY:
            continue
        status, said = await tried(office.owner, route, theirs, office.production)
        if status not in {403, 404}:
            wrong.append((route, status, said[:80]))
        wrong += [(route, word) for word in theirs.words if word in said]
    assert not wrong
    after = await known_again(installation, theirs)
    assert after == (1, 1, True), "what was refused has changed something"


async def known_again(installation: Installation, theirs: Known) -> tuple[int, int, bool]:
    async with owner_of(installation) as owner:
        await owner.execute(f'SET search_path TO "{schema_of(theirs.agency)}"')
        return (
            await owner.fetchval(
                "SELECT count(guest_id) FROM access_link WHERE revoked_at IS NULL"
            ),
            await owner.fetchval("SELECT count(*) FROM session"),
            await owner.fetchval(
                "SELECT ended_at IS NULL FROM platform.invitation WHERE id = $1",
                UUID(theirs.ids["invitation_id"]),
            ),
        )


@pytest.mark.parametrize("role", [r for r in get_args(MemberRole) if r != "owner"])
async def test_a_part_passes_what_it_includes_and_nothing_more(
    role: MemberRole, installation: Installation, office: Office, things: Known
) -> None:
    wrong = []
    async with with_part(installation, things, role, office.production):
        for route in needing(*ACTS):
            act = NEEDS[route]
            assert isinstance(act, Permission)
            if role not in ROLE_PERMISSIONS[act]:
                status, said = await tried(office.owner, route, things, "/productions")
                if status not in {403, 404}:
                    wrong.append((route, status, said[:80]))
            elif route[0] == "GET":
                status, said = await tried(office.owner, route, things)
                if status in {401, 403} or said == "/sign-in":
                    wrong.append((route, status, said[:80]))
    assert not wrong


async def test_a_freelancer_does_not_pass_into_another_production(
    installation: Installation, office: Office, things: Known
) -> None:
    named = await office.owner.start_production("Another")
    wrong: list[Any] = []
    async with with_part(installation, things, "freelancer", named):
        assert (await office.owner.get(named)).status_code == 200
        for route in needing(*(act for act in ACTS if "freelancer" in ROLE_PERMISSIONS[act])):
            own = "{blocked_id}" in route[1] or route[1] in OF_NO_AGENCY
            if "{" in route[1] and not own:
                status, said = await tried(office.owner, route, things, named)
                if status not in {403, 404}:
                    wrong.append((route, status, said[:80]))
                wrong += [(route, word) for word in things.words[1:] if word in said]
    assert not wrong


@pytest.mark.own_office
@pytest.mark.parametrize("ended", ["withdrawn", "expired", "never made"])
async def test_a_link_that_is_no_more_leads_nowhere(
    ended: str, installation: Installation, things: Known, stranger: Visitor
) -> None:
    column = {"withdrawn": "revoked_at", "expired": "expires_at"}.get(ended)
    async with owner_of(installation) as owner:
        if column:
            await owner.execute(
                f'UPDATE "{schema_of(things.agency)}".access_link SET {column} = now()'
            )
    if ended == "never made":
        for link in ("link", "agreement", "feed"):
            things.ids[link] = things.ids[link][:-8] + "AAAAAAAA"
    wrong: list[Any] = []
    for route in needing(LINK):
        status, said = await tried(stranger, route, things)
        if status not in {403, 404, 410}:
            wrong.append((route, status, said[:80]))
        wrong += [(route, word) for word in things.words if word in said.replace(str(route), "")]
    assert not wrong


@pytest.mark.parametrize("path", ["/room", "/rooms/1", "/sides/{sides_id}", "/audition.ics"])
async def test_an_actor_reads_only_their_own(
    path: str, office: Office, things: Known, theirs: Known, stranger: Visitor
) -> None:
    answer = await stranger.get(office.actor_link + filled(path, theirs.ids))
    assert answer.status_code == (404 if "sides" in path else 200)
    own: httpx.Response = await stranger.get(office.actor_link + filled(path, things.ids))
    assert own.status_code == 200


def test_most_walls_are_walls() -> None:
    assert len(needing(*ACTS)) > 40
    assert len(needing(OPEN)) < 25
