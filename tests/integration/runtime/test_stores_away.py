"""A service whose stores are away is told to stop: it ends well all the same, in its time."""

from collections.abc import AsyncIterator, Callable

import msgspec
import pytest

from infra.embedded import house as services
from infra.embedded.house import House as Addresses
from infra.embedded.program import Program
from tests.house import House
from tests.integration.runtime.roads import Road, road
from tests.integration.runtime.starting import starting
from tests.integration.runtime.test_being_stopped import beside, ends_well, is_ready

pytestmark = pytest.mark.timeout(300)
PROGRAMS: dict[str, Callable[[Addresses], Program]] = {
    "gateway": services.gateway,
    "rooms": lambda house: services.rooms(house, 0),
    "finisher": services.finisher,
    "billing": services.billing,
}


@pytest.fixture
async def streams(house: House) -> AsyncIterator[Road]:
    async with road(house.plan.house.redis_url) as way:
        yield way


@pytest.fixture
async def database(house: House) -> AsyncIterator[Road]:
    async with road(house.plan.house.owner_url) as way:
        yield way


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest, house: House, streams: Road, database: Road) -> Program:
    """Return a service that comes to its stores by roads."""
    addresses = beside(house)
    return PROGRAMS[request.param](
        msgspec.structs.replace(addresses, redis_url=streams.url, owner_url=database.url)
    )


@pytest.mark.parametrize("how", [Road.freezes, Road.breaks])
@pytest.mark.parametrize("which", ["streams", "database"])
async def test_it_is_stopped_while_a_store_is_away(
    which: str, how: Callable[[Road], None], program: Program, request: pytest.FixtureRequest
) -> None:
    away: Road = request.getfixturevalue(which)
    async with starting(program) as service:
        await is_ready(program)
        how(away)
        service.process.terminate()

        await ends_well(service)


async def test_it_is_stopped_while_it_waits_for_its_database(
    program: Program, database: Road
) -> None:
    database.freezes()
    async with starting(program) as service:
        await database.is_asked()
        service.process.terminate()
        await ends_well(service)
