"""A house with one node of live rooms in this process, and a gateway to knock by."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from services.rooms.cluster.node import Node
from services.rooms.room.context import RoomContext
from services.rooms.settings import Settings
from services.rooms.workers import POOL, gathered
from shared.bus import streams
from shared.ids import new_id
from shared.runtime.service import connected
from shared.runtime.shutdown import Shutdown
from tests.integration.rooms.audition import KEY, AuditionSession, build
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor
from tests.migrated import Founded


@pytest.fixture
async def audition(founded: Founded, redis_url: str) -> AuditionSession:
    return await build(founded, redis_url)


@pytest.fixture
def settings(audition: AuditionSession, tmp_path: Path) -> Settings:
    return Settings(
        database_url=audition.rooms_url,
        redis_url=audition.redis_url,
        object_store_url=(tmp_path / "objects").as_uri(),
        ticket_key=KEY,
        rooms_public_ip="127.0.0.1",
        recording_dir=str(tmp_path / "spool"),
    )


@pytest.fixture
async def context(settings: Settings) -> AsyncIterator[RoomContext]:
    async with (
        connected("rooms", settings.database_url, settings.redis_url, size=POOL) as runtime,
        gathered(settings, new_id().hex, runtime, asyncio.Event()) as context,
    ):
        yield context


@pytest.fixture
async def node(context: RoomContext, audition: AuditionSession) -> AsyncIterator[Node]:
    """Run a node until the test is over, and see that it stops in good order."""
    blocking = streams.connect_blocking(audition.redis_url)
    shutdown = Shutdown()
    node = Node(new_id().hex, context, blocking, KEY)
    running = asyncio.create_task(node.run(shutdown))
    async with asyncio.timeout(30):
        await node.ready.wait()
    yield node
    shutdown.force()
    async with asyncio.timeout(60):
        await running
    await blocking.aclose()


@pytest.fixture
async def gateway(node: Node, audition: AuditionSession) -> AsyncIterator[Gateway]:
    async with Gateway(audition.redis_url) as gateway:
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
