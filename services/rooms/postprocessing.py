"""The parts of `postprocess`, put together."""

from pathlib import Path

from services.rooms.jobs import JobDeps
from services.rooms.settings import Settings
from services.rooms.store.visits import consent_withdrawn
from services.rooms.takes import deletion
from services.rooms.takes.postprocess import adoption, jobs
from shared.bus.consumer import Consumer
from shared.events.gateway import ConsentWithdrawn, ProductionDeleted, SessionDeleted, TakeDeleted
from shared.events.rooms import TakeRecorded
from shared.jobs import Worker
from shared.objects import Objects
from shared.runtime.health import served
from shared.runtime.service import ServiceRuntime, connected
from shared.runtime.shutdown import Shutdown

POOL, BESIDE = 8, 2
WORKSPACES = "finishing"
"""The folder in the recording folder where composites are made."""


async def run(settings: Settings, shutdown: Shutdown) -> None:
    """Work until told to stop: one take at a time, and beside it what else waits for files."""
    objects = Objects(settings.object_store_url)
    workspaces = Path(settings.recording_dir) / WORKSPACES
    beside = {**deletion.JOBS, **adoption.JOBS}
    async with connected("rooms", settings.database_url, settings.redis_url, size=POOL) as runtime:
        deps = JobDeps(runtime.database, objects, workspaces)
        async with (
            runtime.at_work(_queueing(runtime), _forgetting(runtime)),
            Worker(runtime.database, deps, jobs.JOBS, slots=1, grace_s=0.0).at_work(),
            Worker(runtime.database, deps, beside, adoption.PERIODIC, slots=BESIDE).at_work(),
            served(settings.postprocess_port, settings.metrics_token),
        ):
            await shutdown.wait()


def _queueing(runtime: ServiceRuntime) -> Consumer:
    return runtime.consumer(
        "finishing",
        {"finishing": {TakeRecorded: jobs.take_recorded}},
        sources=["rooms"],
        on_platform=frozenset({TakeRecorded}),
    )


def _forgetting(runtime: ServiceRuntime) -> Consumer:
    return runtime.consumer(
        "forgetting",
        {
            "forgetting": {
                ProductionDeleted: deletion.production_deleted,
                SessionDeleted: deletion.session_deleted,
                TakeDeleted: deletion.take_deleted,
                ConsentWithdrawn: consent_withdrawn,
            }
        },
        sources=["gateway"],
    )
