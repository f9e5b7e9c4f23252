"""What `finish` puts together."""

from functools import partial
from pathlib import Path

from services.rooms.settings import Settings
from services.rooms.takes.finisher import Finisher
from services.rooms.takes.forgetting import production_deleted
from services.rooms.visits import consent_withdrawn
from services.rooms.web import served
from shared import tenancy
from shared.beside import beside
from shared.bus import streams
from shared.bus.consumer import Consumer
from shared.bus.relay import Relay
from shared.events.gateway import ConsentWithdrawn, ProductionDeleted
from shared.events.rooms import TakeRecorded
from shared.objects import Objects
from shared.runtime.stopping import Stopping

POOL = 5
WORKS = "finishing"
"""The folder in the spool where takes are put together."""


async def finish(settings: Settings, stopping: Stopping) -> None:
    """Run a finisher until it is told to stop."""
    database = await tenancy.connect(settings.database_url, "rooms", size=POOL)
    client = streams.connect(settings.redis_url)
    blocking = streams.connect_blocking(settings.redis_url)
    objects, works = Objects(settings.object_store_url), Path(settings.spool_dir) / WORKS
    finisher = Finisher(database, objects, works)
    consumer = Consumer(
        database,
        blocking,
        "finishing",
        {TakeRecorded: finisher.wanted},
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
            beside(Relay(database, client).run()),
            beside(consumer.run(), forgetting.run()),
            beside(finisher.run()),
            served(settings.finisher_port, settings),
        ):
            await stopping.told()
        await finisher.stop()
    finally:
        await database.close()
        await client.aclose()
        await blocking.aclose()
