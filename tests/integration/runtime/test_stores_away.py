"""A service whose stores are away is told to stop: it ends well all the same, in its time."""

import signal
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import product

import msgspec
import pytest

from infra.embedded import service_config as services
from infra.embedded.program import Program
from infra.embedded.service_config import ServiceConfig as Addresses
from shared.runtime.child_signals import send_signal
from tests.extent import LONG
from tests.installation import Installation
from tests.integration.runtime.roads import Road, road
from tests.integration.runtime.starting import starting
from tests.integration.runtime.test_being_stopped import beside, ends_well, is_ready

pytestmark = pytest.mark.timeout(300)
PROGRAMS: dict[str, Callable[[Addresses], Program]] = {
    "gateway": services.gateway,
    "gateway-work": services.gateway_work,
    "rooms": lambda installation: services.rooms(installation, 0),
    "postprocess": services.postprocess,
    "billing": services.billing,
}


@pytest.fixture
async def streams(installation: Installation) -> AsyncIterator[Road]:
    async with road(installation.plan.config.redis_url) as way:
        yield way


@pytest.fixture
async def database(installation: Installation) -> AsyncIterator[Road]:
    async with road(installation.plan.config.owner_url) as way:
        yield way


def away() -> Iterator[tuple[str, str, Callable[[Road], None]]]:
    """Yield each service with each store; the ways to be away take turns in a plain run."""
    ways = (Road.freezes, Road.breaks)
    for (n, program), (m, store), (k, how) in product(
        enumerate(PROGRAMS), enumerate(("streams", "database")), enumerate(ways)
    ):
        if LONG or (n + m + k) % 2 == 0:
            yield program, store, how


@pytest.fixture(params=PROGRAMS)
def program(
    request: pytest.FixtureRequest, installation: Installation, streams: Road, database: Road
) -> Program:
    """Return a service that comes to its stores by roads."""
    addresses = beside(installation)
    return PROGRAMS[request.param](
        msgspec.structs.replace(addresses, redis_url=streams.url, owner_url=database.url)
    )


@pytest.mark.parametrize(("program", "which", "how"), away(), indirect=["program"])
async def test_it_is_stopped_while_a_store_is_away(
    which: str, how: Callable[[Road], None], program: Program, request: pytest.FixtureRequest
) -> None:
    away: Road = request.getfixturevalue(which)
    async with starting(program) as service:
        await is_ready(program)
        how(away)
        send_signal(service.process, signal.SIGTERM)

        await ends_well(service)


async def test_it_is_stopped_while_it_waits_for_its_database(
    program: Program, database: Road
) -> None:
    database.freezes()
    async with starting(program) as service:
        await database.is_asked()
        send_signal(service.process, signal.SIGTERM)
        await ends_well(service)
