"""What `serve` puts together."""

import asyncio

from services.rooms.means import Means
from services.rooms.node import Node
from services.rooms.settings import Settings, ice_servers, transport_options
from services.rooms.web import served
from shared import tenancy
from shared.bus import streams
from shared.bus.relay import Relay
from shared.settings import SettingsError

POOL = 6


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Run a node until `stop` is set."""
    if not settings.ticket_key:
        raise SettingsError("missing in the environment: TICKET_KEY")
    options, ice = transport_options(settings), ice_servers(settings)
    database = await tenancy.connect(settings.database_url, "rooms", size=POOL)
    client = streams.connect(settings.redis_url)
    blocking = streams.connect_blocking(settings.redis_url)
    means = Means(database, client, options, ice)
    relaying = asyncio.create_task(Relay(database, client).run())
    try:
        await _serve(Node(means, blocking, settings.ticket_key), settings.rooms_port, stop)
    finally:
        relaying.cancel()
        await asyncio.gather(relaying, return_exceptions=True)
        await database.close()
        await client.aclose()
        await blocking.aclose()


async def _serve(node: Node, port: int, stop: asyncio.Event) -> None:
    """Answer on the port as soon as gateways can find the node."""
    running = asyncio.create_task(node.run(stop))
    ready = asyncio.create_task(node.ready.wait())
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    async with served(port):
        await running
