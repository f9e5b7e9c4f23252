"""The parts of `postprocess`, put together."""

from functools import partial
from pathlib import Path

from services.rooms.settings import Settings
from services.rooms.store.visits import consent_withdrawn
from services.rooms.takes.deletion import production_deleted
from services.rooms.takes.postprocess.worker import PostProcessor
from shared.background_tasks import background_tasks
from shared.bus.consumer import Consumer
from shared.events.gateway import ConsentWithdrawn, ProductionDeleted
from shared.events.rooms import TakeRecorded
from shared.objects import Objects
from shared.runtime.health import served
from shared.runtime.service import ServiceRuntime, connected
from shared.runtime.shutdown import Shutdown

POOL = 5
WORKSPACES = "finishing"
"""The folder in the recording folder where composites are made."""


async def run(settings: Settings, shutdown: Shutdown) -> None:
    """Run a post-processing worker until it is told to stop."""
    objects = Objects(settings.object_store_url)
    workspaces = Path(settings.recording_dir) / WORKSPACES
    async with connected("rooms", settings.database_url, settings.redis_url, size=POOL) as runtime:
        post_processor = PostProcessor(runtime.database, objects, workspaces)
        async with (
            runtime.at_work(_queueing(runtime, post_processor), _forgetting(runtime, objects)),
            background_tasks(post_processor.run()),
            served(settings.postprocess_port, settings.metrics_token),
        ):
            await shutdown.wait()
        await post_processor.stop()


def _queueing(runtime: ServiceRuntime, post_processor: PostProcessor) -> Consumer:
    return runtime.consumer(
        "finishing",
        {"finishing": {TakeRecorded: post_processor.take_recorded}},
        sources=["rooms"],
        on_platform=frozenset({TakeRecorded}),
    )


def _forgetting(runtime: ServiceRuntime, objects: Objects) -> Consumer:
    return runtime.consumer(
        "forgetting",
        {
            "forgetting": {
                ProductionDeleted: partial(production_deleted, objects),
                ConsentWithdrawn: consent_withdrawn,
            }
        },
        sources=["gateway"],
    )
