"""Opens what one gateway holds, and runs its loops beside the requests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from services.gateway import event_handlers
from services.gateway.identity.agency_settings import store as agency_settings
from services.gateway.identity.sign_in import actions as sign_in
from services.gateway.platform.admissions.watching import Admissions
from services.gateway.platform.api_tokens import actions as api_tokens
from services.gateway.platform.audit.sealing.alarm import SealAlarm
from services.gateway.platform.audit.sealing.sealer import Sealer
from services.gateway.platform.billing_client import BillingClient
from services.gateway.platform.pdf.reader import UploadReader
from services.gateway.platform.signalling_hub import SignallingHub
from services.gateway.platform.uploads.receiving import Gate
from services.gateway.platform.webhooks import enqueue
from services.gateway.platform.webhooks.delivery.addresses import Addresses
from services.gateway.platform.webhooks.delivery.signing import SecretBox
from services.gateway.platform.webhooks.delivery.ssrf_safe_client import SsrfSafeClient
from services.gateway.settings import Settings
from services.gateway.web.authentication import Authenticator
from services.gateway.web.context import AppContext
from shared.background_tasks import background_tasks
from shared.objects import Objects
from shared.runtime.service import connected

POOL = 15

AUTHENTICATOR = Authenticator(
    signed_in=sign_in.signed_in,
    api_client=api_tokens.authenticate,
    agency_settings=agency_settings.in_force,
)


@asynccontextmanager
async def open_app_context(app: Litestar, config: Settings) -> AsyncIterator[None]:
    async with connected("gateway", config.database_url, config.redis_url, size=POOL) as runtime:
        database, client = runtime.database, runtime.redis
        billing = BillingClient(config.billing_url, config.internal_token)
        hub = SignallingHub(client, runtime.blocking, config.ticket_key, Admissions(database))
        secret_box = SecretBox(config.webhook_key)
        ssrf_client = SsrfSafeClient(Addresses(anywhere=config.allow_private_webhooks))
        objects = Objects(config.object_store_url)
        app.state.update({
            "runtime": runtime,
            "app_context": AppContext(config, database, client, objects, AUTHENTICATOR),
            "billing": billing,
            "hub": hub,
            "pdf_reader": UploadReader(),
            "secret_box": secret_box,
            "ssrf_client": ssrf_client,
            "upload_gate": Gate(),
        })  # fmt: skip
        facts = event_handlers.handlers()
        try:
            async with (  # what fails ends the process, and another takes over
                runtime.at_work(
                    runtime.consumer("casting", facts, sources=event_handlers.SOURCES),
                    runtime.consumer(
                        "webhooks", {"webhooks": enqueue.HANDLERS}, sources=enqueue.SOURCES
                    ),
                ),
                background_tasks(hub.run(), Sealer(database).run(), SealAlarm(database).run()),
            ):
                yield
        finally:
            await billing.close()
