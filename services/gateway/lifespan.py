"""What one gateway opens, and what it runs beside the requests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from services.gateway import event_handlers
from services.gateway.platform.admissions.watching import Admissions
from services.gateway.platform.billing_client import Billing
from services.gateway.platform.mail.actions import Mailer
from services.gateway.platform.signalling_hub import Hub
from services.gateway.platform.webhooks import enqueue
from services.gateway.platform.webhooks.addresses import Addresses
from services.gateway.platform.webhooks.delivery import DeliverySender
from services.gateway.platform.webhooks.dispatcher import Dispatcher
from services.gateway.platform.webhooks.signing import SecretBox
from services.gateway.platform.webhooks.ssrf_safe_client import SsrfSafeClient
from services.gateway.settings import Settings
from services.gateway.web.context import AppContext
from shared import tenancy
from shared.background_tasks import background_tasks
from shared.bus import streams
from shared.bus.consumer import Consumer
from shared.bus.relay import Relay
from shared.objects import Objects


@asynccontextmanager
async def open_app_context(app: Litestar, config: Settings) -> AsyncIterator[None]:
    database = await tenancy.connect(config.database_url, "gateway", size=15)
    client, blocking = (
        streams.connect(config.redis_url),
        streams.connect_blocking(config.redis_url),
    )
    billing = Billing(config.billing_url, config.internal_token)
    hub = Hub(client, blocking, config.ticket_key, Admissions(database))
    seal, reach = (
        SecretBox(config.webhook_key),
        SsrfSafeClient(Addresses(anywhere=config.webhooks_anywhere)),
    )
    objects = Objects(config.object_store_url)
    app.state.app_context = AppContext(config, database, client, billing, objects, hub, seal, reach)
    facts = event_handlers.handlers(objects)
    work = [
        hub.run(),
        Relay(database, client).run(),
        Consumer(database, blocking, "casting", facts, sources=event_handlers.SOURCES).run(),
        Consumer(database, blocking, "webhooks", enqueue.HANDLERS, sources=enqueue.SOURCES).run(),
        Mailer(database, config.smtp_url, config.mail_from).run(),
        Dispatcher(database, DeliverySender(database, seal, reach, config.public_url)).run(),
    ]
    try:
        async with background_tasks(
            *work
        ):  # one that fails ends the process, so that another takes over
            yield
    finally:
        await billing.close()
        await client.aclose()
        await blocking.aclose()
        await database.close()
