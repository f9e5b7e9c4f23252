"""A house with one node of live rooms in this process, and a gateway to knock by."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from services.rooms.means import Means
from services.rooms.node import Node
from services.rooms.serving import gathered
from services.rooms.settings import Settings
from shared.bus import streams
from shared.ids import new_id
from shared.runtime.stopping import Stopping
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.house import KEY, House, build
from tests.integration.rooms.visitor import Gateway, Visitor
from tests.migrated import Founded


@pytest.fixture
async def house(founded: Founded, redis_url: str) -> House:
    return await build(founded, redis_url)


@pytest.fixture
def settings(house: House, tmp_path: Path) -> Settings:
    return Settings(
        database_url=house.rooms_url,
        redis_url=house.redis_url,
        object_store_url=(tmp_path / "objects").as_uri(),
        ticket_key=KEY,
        rooms_public_ip="127.0.0.1",
        spool_dir=str(tmp_path / "spool"),
    )


@pytest.fixture
async def means(settings: Settings) -> AsyncIterator[Means]:
    async with gathered(settings, new_id().hex, asyncio.Event()) as means:
        yield means


@pytest.fixture
async def node(means: Means, house: House) -> AsyncIterator[Node]:
    """Run a node until the test is over, and see that it stops in good order."""
    blocking = streams.connect_blocking(house.redis_url)
    stopping = Stopping()
    node = Node(new_id().hex, means, blocking, KEY)
    running = asyncio.create_task(node.run(stopping))
    async with asyncio.timeout(30):
        await node.ready.wait()
    yield node
    stopping.hurry()
    async with asyncio.timeout(60):
        await running
    await blocking.aclose()


@pytest.fixture
async def gateway(node: Node, house: House) -> AsyncIterator[Gateway]:
    async with Gateway(house.redis_url) as gateway:
        yield gateway


@pytest.fixture
async def cameras() -> AsyncIterator[Callable[[Visitor], Camera]]:
    """Give visitors a camera, and close all at the end."""
    opened: list[Camera] = []

    def camera(visitor: Visitor) -> Camera:
        opened.append(Camera(visitor))
        return opened[-1]

    yield camera
    for one in opened:
        await one.closes()
