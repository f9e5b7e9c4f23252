"""What one gateway opens, and what it runs beside the requests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from services.gateway import inbox
from services.gateway.admissions.watching import Admissions
from services.gateway.billing import Billing
from services.gateway.house import House
from services.gateway.notifications.actions import Mailer
from services.gateway.settings import Settings
from services.gateway.signalling import Hub
from services.gateway.webhooks import telling
from services.gateway.webhooks.addresses import Addresses
from services.gateway.webhooks.courier import Courier
from services.gateway.webhooks.reach import Reach
from services.gateway.webhooks.sender import Sender
from services.gateway.webhooks.signing import Seal
from shared import tenancy
from shared.beside import beside
from shared.bus import streams
from shared.bus.consumer import Consumer
from shared.bus.relay import Relay
from shared.objects import Objects


@asynccontextmanager
async def open_house(app: Litestar, config: Settings) -> AsyncIterator[None]:
    database = await tenancy.connect(config.database_url, "gateway", size=15)
    client, blocking = (
        streams.connect(config.redis_url),
        streams.connect_blocking(config.redis_url),
    )
    billing = Billing(config.billing_url, config.internal_token)
    hub = Hub(client, blocking, config.ticket_key, Admissions(database))
    seal, reach = Seal(config.webhook_key), Reach(Addresses(anywhere=config.webhooks_anywhere))
    objects = Objects(config.object_store_url)
    app.state.house = House(config, database, client, billing, objects, hub, seal, reach)
    facts = inbox.handlers(objects)
    work = [
        hub.run(),
        Relay(database, client).run(),
        Consumer(database, blocking, "casting", facts, sources=inbox.SOURCES).run(),
        Consumer(database, blocking, "webhooks", telling.HANDLERS, sources=telling.SOURCES).run(),
        Mailer(database, config.smtp_url, config.mail_from).run(),
        Courier(database, Sender(database, seal, reach, config.public_url)).run(),
    ]
    try:
        async with beside(*work):  # one that fails ends the process, so that another takes over
            yield
    finally:
        await billing.close()
        await client.aclose()
        await blocking.aclose()
        await database.close()
