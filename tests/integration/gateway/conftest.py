"""Two offices at work: ours, and a neighbour that has everything we have."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from tests.house import House, Visitor

SIDES = Path(__file__).parents[3] / "services" / "gateway" / "demo" / "sides.pdf"


class Office(NamedTuple):
    """A signed-in owner, with the addresses of what they have made."""

    owner: Visitor
    production: str
    session: str
    actor_link: str
    actor: str


async def furnish(owner: Visitor) -> Office:
    """Give a new office a production with a role, a session and an invited actor."""
    name = uuid4().hex[:12]
    await owner.sign_up(f"owner-{name}@office.test", f"Office {name}")
    production = await owner.start_production("The Tempest")
    assert (await owner.add_role(production, "Miranda", SIDES.read_bytes())).status_code == 303
    session = await owner.lay_out(production)
    actor = f"ana-{name}@actors.test"
    return Office(owner, production, session, await owner.invite(session, actor), actor)


@pytest.fixture
async def office(house: House) -> AsyncIterator[Office]:
    async with house.browser() as owner:
        yield await furnish(owner)


@pytest.fixture
async def neighbour(house: House) -> AsyncIterator[Office]:
    async with house.browser() as owner:
        yield await furnish(owner)


@pytest.fixture
async def stranger(house: House) -> AsyncIterator[Visitor]:
    async with house.browser() as visitor:
        yield visitor
