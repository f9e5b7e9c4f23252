"""A house with one node of live rooms in this process, and a gateway to knock by."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from services.rooms.means import Means
from services.rooms.media import TransportOptions
from services.rooms.node import Node
from shared import tenancy
from shared.bus import streams
from tests.integration.rooms.house import KEY, House, build
from tests.integration.rooms.visitor import Gateway

LOOPBACK = TransportOptions(addresses=("127.0.0.1",))


@pytest.fixture
async def house(database: str, redis_url: str) -> House:
    return await build(database, redis_url)


@pytest.fixture
async def means(house: House) -> AsyncIterator[Means]:
    database = await tenancy.connect(house.rooms_url, "rooms", size=4)
    client = streams.connect(house.redis_url)
    yield Means(database, client, LOOPBACK, ())
    await client.aclose()
    await database.close()


@pytest.fixture
async def node(means: Means, house: House) -> AsyncIterator[Node]:
    """Run a node until the test is over, and see that it stops in good order."""
    blocking = streams.connect_blocking(house.redis_url)
    stop = asyncio.Event()
    node = Node(means, blocking, KEY)
    running = asyncio.create_task(node.run(stop))
    async with asyncio.timeout(10):
        await node.ready.wait()
    yield node
    stop.set()
    async with asyncio.timeout(30):
        await running
    await blocking.aclose()


@pytest.fixture
async def gateway(node: Node, house: House) -> AsyncIterator[Gateway]:
    async with Gateway(house.redis_url) as gateway:
        yield gateway
