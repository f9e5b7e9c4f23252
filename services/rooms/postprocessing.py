"""The parts of `postprocess`, put together."""

from functools import partial
from pathlib import Path

from services.rooms.health import served
from services.rooms.settings import Settings
from services.rooms.store.visits import consent_withdrawn
from services.rooms.takes.deletion import production_deleted
from services.rooms.takes.postprocess.worker import PostProcessor
from shared import tenancy
from shared.background_tasks import background_tasks
from shared.bus import streams
from shared.bus.consumer import Consumer
from shared.bus.relay import Relay
from shared.events.gateway import ConsentWithdrawn, ProductionDeleted
from shared.events.rooms import TakeRecorded
from shared.objects import Objects
from shared.runtime.shutdown import Shutdown

POOL = 5
WORKSPACES = "finishing"
"""The folder in the recording folder where composites are made."""


async def run(settings: Settings, shutdown: Shutdown) -> None:
    """Run a post-processing worker until it is told to stop."""
    database = await tenancy.connect(settings.database_url, "rooms", size=POOL)
    client = streams.connect(settings.redis_url)
    blocking = streams.connect_blocking(settings.redis_url)
    objects, workspaces = (
        Objects(settings.object_store_url),
        Path(settings.recording_dir) / WORKSPACES,
    )
    post_processor = PostProcessor(database, objects, workspaces)
    consumer = Consumer(
        database,
        blocking,
        "finishing",
        {TakeRecorded: post_processor.take_recorded},
        sources=["rooms"],
        on_platform=frozenset({TakeRecorded}),
    )
    forgetting = Consumer(
        database,
        blocking,
        "forgetting",
        {
            ProductionDeleted: partial(production_deleted, objects),
            ConsentWithdrawn: consent_withdrawn,
        },
        sources=["gateway"],
    )
    try:
        async with (
            background_tasks(Relay(database, client).run()),
            background_tasks(consumer.run(), forgetting.run()),
            background_tasks(post_processor.run()),
            served(settings.postprocess_port, settings),
        ):
            await shutdown.wait()
        await post_processor.stop()
    finally:
        await database.close()
        await client.aclose()
        await blocking.aclose()
