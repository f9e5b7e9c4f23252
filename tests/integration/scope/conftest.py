"""An office with two productions, of which a freelancer works on one; and a neighbour like it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest

from shared.tenancy import Connection, Database
from tests.integration.scope.castings import Casting, cast
from tests.migrated import Founded, databases


class Scoped:
    """`ours` is the freelancer's production, `theirs` another one of the same office."""

    def __init__(
        self, founded: Founded, gateway: Database, rooms: Database, ours: Casting, theirs: Casting
    ) -> None:
        self.founded = founded
        self.agency = founded.agency
        self.gateway = gateway
        self.rooms = rooms
        self.ours = ours
        self.theirs = theirs

    def freelancer(self) -> AbstractAsyncContextManager[Connection]:
        return self.gateway.tenant(self.agency, productions=(self.ours.production,))

    def owner(self) -> AbstractAsyncContextManager[Connection]:
        return self.gateway.tenant(self.agency)


@pytest.fixture
async def scoped(founded: Founded) -> AsyncIterator[Scoped]:
    async with databases(founded.url, "gateway", "rooms") as (gateway, rooms):
        ours = await cast(gateway, rooms, founded.agency)
        theirs = await cast(gateway, rooms, founded.agency, "Björn Åkesson")
        await cast(gateway, rooms, founded.neighbour)
        yield Scoped(founded, gateway, rooms, ours, theirs)
