"""Two offices at work: ours, and a neighbour that has everything we have."""

from collections.abc import AsyncIterator

import pytest

from tests.house import House, Office, Visitor, furnish
from tests.integration.gateway.webhook_desk import WebhookDesk, webhook_desk_in
from tests.migrated import Founded


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


@pytest.fixture
async def desk(founded: Founded) -> AsyncIterator[WebhookDesk]:
    async with webhook_desk_in(founded) as opened:
        yield opened
