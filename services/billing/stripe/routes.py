"""Internal HTTP: Stripe's webhooks, passed on raw by the gateway. The signature is the key."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency

from services.billing.settings import Settings
from services.billing.stripe import actions
from services.billing.stripe.event_store import EventBuffer
from services.billing.stripe.model import MAX_WEBHOOK_BYTES
from services.billing.stripe.worker import Worker


@post(
    "/webhooks/stripe",
    status_code=200,
    signed_by_stripe=True,
    request_max_body_size=MAX_WEBHOOK_BYTES,
)
async def take_in(
    request: Request[Any, Any, Any],
    event_buffer: NamedDependency[EventBuffer],
    settings: NamedDependency[Settings],
    worker: NamedDependency[Worker],
) -> dict[str, bool]:
    signature = request.headers.get("stripe-signature", "")
    body = await request.body()
    await actions.take_in(event_buffer, body, signature, settings.stripe_webhook_secret)
    worker.wake()
    return {"received": True}
