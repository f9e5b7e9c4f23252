"""Two offices at work: ours, and a neighbour that has everything we have."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from shared.objects import Objects
from shared.tenancy import Database
from tests.installation import SIDES, Installation, Office, Visitor, furnish
from tests.integration.gateway.audit_log import audit_logs_in
from tests.integration.gateway.known_office import Known, known
from tests.integration.gateway.people import People, people_in
from tests.integration.gateway.tus import Tus
from tests.integration.gateway.webhook_desk import WebhookDesk, webhook_desk_in
from tests.migrated import Founded
from tests.receiver import Receiver, receiving


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Office:
    """Return our office: the test's own, or its module's where that is marked `one_office`."""
    found: Office = _found(request, "office")
    return found


@pytest.fixture
def neighbour(request: pytest.FixtureRequest) -> Office:
    found: Office = _found(request, "neighbour")
    return found


@pytest.fixture
def things(request: pytest.FixtureRequest) -> Known:
    """Return all that our office has, something of each kind."""
    found: Known = _found(request, "things")
    return found


def _found(request: pytest.FixtureRequest, which: str) -> Any:
    marked = request.node.get_closest_marker
    shared = marked("one_office") and not marked("own_office")
    return request.getfixturevalue(f"{'module' if shared else 'own'}_{which}")


async def _furnished(
    installation: Installation, request: pytest.FixtureRequest
) -> AsyncIterator[Office]:
    """Furnish an office; its role has sides, if the test or module is marked `with_sides`."""
    sides = SIDES.read_bytes() if request.node.get_closest_marker("with_sides") else b""
    async with installation.browser() as owner:
        yield await furnish(owner, sides)


own_office, own_neighbour = pytest.fixture(_furnished), pytest.fixture(_furnished)
module_office = pytest.fixture(scope="module")(_furnished)
module_neighbour = pytest.fixture(scope="module")(_furnished)


@pytest.fixture
async def own_things(installation: Installation, own_office: Office) -> Known:
    return await known(installation, own_office)


@pytest.fixture(scope="module")
async def module_things(installation: Installation, module_office: Office) -> Known:
    return await known(installation, module_office)


@pytest.fixture(scope="module")
async def module_neighbour_things(installation: Installation, module_neighbour: Office) -> Known:
    return await known(installation, module_neighbour)


@pytest.fixture
def tus(office: Office) -> Tus:
    """Return our owner, who sends files to their production."""
    return Tus(office.owner, office.production)


@pytest.fixture
async def stranger(installation: Installation) -> AsyncIterator[Visitor]:
    async with installation.browser() as visitor:
        yield visitor


@pytest.fixture
async def desk(founded: Founded) -> AsyncIterator[WebhookDesk]:
    async with webhook_desk_in(founded) as opened:
        yield opened


@pytest.fixture
async def audit_logs(founded: Founded) -> AsyncIterator[Database]:
    async with audit_logs_in(founded) as opened:
        yield opened


@pytest.fixture
async def people(founded: Founded, tmp_path: Path) -> AsyncIterator[People]:
    async with people_in(founded, Objects(f"file://{tmp_path}")) as opened:
        yield opened


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as opened:
        yield opened
