"""Two offices at work: ours, and a neighbour that has everything we have."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.objects import Objects
from shared.tenancy import Database
from tests.installation import SIDES, Installation, Office, Visitor, furnish
from tests.integration.gateway.audit_log import audit_logs_in
from tests.integration.gateway.people import People, people_in
from tests.integration.gateway.tus import Tus
from tests.integration.gateway.webhook_desk import WebhookDesk, webhook_desk_in
from tests.migrated import Founded


@pytest.fixture
def sides(request: pytest.FixtureRequest) -> bytes:
    """Return the PDF of the offices' role, for tests that are marked so."""
    return SIDES.read_bytes() if request.node.get_closest_marker("with_sides") else b""


@pytest.fixture
async def office(installation: Installation, sides: bytes) -> AsyncIterator[Office]:
    async with installation.browser() as owner:
        yield await furnish(owner, sides)


@pytest.fixture
async def neighbour(installation: Installation, sides: bytes) -> AsyncIterator[Office]:
    async with installation.browser() as owner:
        yield await furnish(owner, sides)


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
