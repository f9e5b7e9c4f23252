"""A workshop for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.jobs.workshop import Workshop, workshop_in
from tests.migrated import Founded


@pytest.fixture
async def workshop(founded: Founded) -> AsyncIterator[Workshop]:
    async with workshop_in(founded) as opened:
        yield opened
