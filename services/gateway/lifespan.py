"""What one gateway opens, and what it runs beside the requests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from services.gateway import event_handlers
from services.gateway.identity.sign_in import actions as sign_in
from services.gateway.platform.admissions.watching import Admissions
from services.gateway.platform.api_tokens import actions as api_tokens
from services.gateway.platform.billing_client import BillingClient
from services.gateway.platform.mail.actions import Mailer
from services.gateway.platform.pdf.reader import UploadReader
from services.gateway.platform.signalling_hub import SignallingHub
from services.gateway.platform.webhooks import enqueue
from services.gateway.platform.webhooks.addresses import Addresses
from services.gateway.platform.webhooks.delivery import DeliverySender
from services.gateway.platform.webhooks.dispatcher import Dispatcher
from services.gateway.platform.webhooks.signing import SecretBox
from services.gateway.platform.webhooks.ssrf_safe_client import SsrfSafeClient
from services.gateway.settings import Settings
from services.gateway.web.authentication import Authenticator
from services.gateway.web.context import AppContext
from shared import tenancy
from shared.background_tasks import background_tasks
from shared.bus import streams
from shared.bus.consumer import Consumer
from shared.bus.relay import Relay
from shared.objects import Objects

AUTHENTICATOR = Authenticator(
    signed_in=sign_in.signed_in,
    api_client=api_tokens.authenticate,
)


@asynccontextmanager
async def open_app_context(app: Litestar, config: Settings) -> AsyncIterator[None]:
    database = await tenancy.connect(config.database_url, "gateway", size=15)
    client = streams.connect(config.redis_url)
    blocking = streams.connect_blocking(config.redis_url)
    billing = BillingClient(config.billing_url, config.internal_token)
    hub = SignallingHub(client, blocking, config.ticket_key, Admissions(database))
    secret_box = SecretBox(config.webhook_key)
    ssrf_client = SsrfSafeClient(Addresses(anywhere=config.webhooks_anywhere))
    objects = Objects(config.object_store_url)
    app.state.update({
        "app_context": AppContext(config, database, client, objects, AUTHENTICATOR),
        "billing": billing,
        "hub": hub,
        "pdf_reader": UploadReader(),
        "secret_box": secret_box,
        "ssrf_client": ssrf_client,
    })  # fmt: skip
    sender = DeliverySender(database, secret_box, ssrf_client, config.public_url)
    handlers = event_handlers.handlers(objects)
    work = [
        hub.run(),
        Relay(database, client).run(),
        Consumer(database, blocking, "casting", handlers, sources=event_handlers.SOURCES).run(),
        Consumer(database, blocking, "webhooks", enqueue.HANDLERS, sources=enqueue.SOURCES).run(),
        Mailer(database, config.smtp_url, config.mail_from).run(),
        Dispatcher(database, sender).run(),
    ]
    try:
        async with background_tasks(*work):  # one that fails ends the process: another takes over
            yield
    finally:
        await billing.close()
        await client.aclose()
        await blocking.aclose()
        await database.close()
