"""The parts of `serve`, put together."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

from services.rooms.cluster.node import Node
from services.rooms.room.context import RoomContext
from services.rooms.settings import Settings, ice_servers, transport_options
from services.rooms.takes.recording.recorder import Recorder
from services.rooms.takes.recording.spool import Spool
from services.rooms.takes.recording_manager import RecordingManager
from services.rooms.takes.storage.uploader import TakeUploader
from shared.background_tasks import background_tasks, cancel_and_wait
from shared.ids import new_id
from shared.objects import Objects
from shared.runtime.health import served
from shared.runtime.service import ServiceRuntime, connected
from shared.runtime.shutdown import Shutdown
from shared.settings import SettingsError
from shared.tenancy import Database

POOL = 6
STORED_WITHIN_S, STORED_AT_ONCE_S = 600.0, 8.0
"""How long a stopping node waits for its takes to be in the object store: in good time, or not."""


async def serve(settings: Settings, shutdown: Shutdown) -> None:
    """Run a node until it is told to stop."""
    if not settings.ticket_key:
        raise SettingsError("missing in the environment: TICKET_KEY")
    name = f"{os.getpid()}-{new_id().hex}"
    async with (
        connected("rooms", settings.database_url, settings.redis_url, size=POOL) as runtime,
        gathered(settings, name, runtime, shutdown.forced) as context,
        runtime.at_work(),
    ):
        node = Node(name, context, runtime.blocking, settings.ticket_key)
        await _serve(node, settings, shutdown)


@contextlib.asynccontextmanager
async def gathered(
    settings: Settings, node: str, runtime: ServiceRuntime, force: asyncio.Event
) -> AsyncIterator[RoomContext]:
    """Gather all that a node works with; in the end, see its takes into the store."""
    options, servers = transport_options(settings), ice_servers(settings)
    database, client = runtime.database, runtime.redis
    recording_manager = _recording_manager(settings, node, database)
    try:
        async with background_tasks(recording_manager.run()):
            yield RoomContext(database, client, options, servers, recording_manager)
    finally:
        await _settle(recording_manager, force)


async def _settle(recording_manager: RecordingManager, force: asyncio.Event) -> None:
    """Wait for takes to be stored; not for long any more once `force` is set."""
    settling = asyncio.create_task(recording_manager.settle(STORED_WITHIN_S))
    forcing = asyncio.create_task(force.wait())
    await asyncio.wait({settling, forcing}, return_when=asyncio.FIRST_COMPLETED)
    if not settling.done():
        await cancel_and_wait(settling)
        await recording_manager.settle(STORED_AT_ONCE_S)
    await cancel_and_wait(forcing)


def _recording_manager(settings: Settings, node: str, database: Database) -> RecordingManager:
    spool = Spool(Path(settings.recording_dir), node)
    uploader = TakeUploader(database, Objects(settings.object_store_url), spool)
    return RecordingManager(Recorder(), spool, uploader)


async def _serve(node: Node, settings: Settings, shutdown: Shutdown) -> None:
    """Answer on the port as soon as gateways can find the node."""
    running = asyncio.create_task(node.run(shutdown))
    ready = asyncio.create_task(node.ready.wait())
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    async with served(settings.rooms_port, settings.metrics_token):
        await running
