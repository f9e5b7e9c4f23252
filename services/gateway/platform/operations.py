"""Routes for machines: health, metrics, Stripe's webhooks."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, post
from litestar.types import ControllerRouterHandler

from services.gateway.platform.billing_client import BillingDep
from shared.errors import Invalid
from shared.runtime import operations

WEBHOOK_LIMIT = 256 * 1024


class NotFromStripe(Invalid):
    """This is not signed by Stripe."""


@post("/webhooks/stripe", include_in_schema=False, request_max_body_size=WEBHOOK_LIMIT)
async def stripe_webhook(request: Request[Any, Any, Any], billing: BillingDep) -> Response[bytes]:
    """Hand Stripe's webhook on to billing, which alone can verify it, byte by byte."""
    signature = request.headers.get("stripe-signature", "")
    if not (signature.isascii() and signature.isprintable()):
        raise NotFromStripe
    status, answer = await billing.pass_on_webhook(await request.body(), signature)
    return Response(answer, status_code=status, media_type="application/json")


ROUTES: Sequence[ControllerRouterHandler] = (
    operations.health(database=True, redis=True),
    stripe_webhook,
)
