"""What no person opens: health, figures, Stripe's webhooks."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.types import ControllerRouterHandler
from prometheus_client import generate_latest

from services.gateway.platform.billing_client import BillingDep
from services.gateway.web import guards
from services.gateway.web.dependencies import AppContextDep
from shared.errors import Invalid

WEBHOOK_LIMIT = 256 * 1024


class NotFromStripe(Invalid):
    """This is not signed by Stripe."""


@get("/health", include_in_schema=False)
async def health(app_context: AppContextDep) -> dict[str, str]:
    async with app_context.database.platform() as tx:
        await tx.execute("SELECT 1")
    await app_context.redis.ping()
    return {"status": "ok"}


@get("/metrics", include_in_schema=False, media_type="text/plain", guards=[guards.reads_figures])
async def metrics() -> bytes:
    return generate_latest()


@post("/webhooks/stripe", include_in_schema=False, request_max_body_size=WEBHOOK_LIMIT)
async def stripe_webhook(request: Request[Any, Any, Any], billing: BillingDep) -> Response[bytes]:
    """Hand Stripe's webhook on to billing, which alone can verify it, byte by byte."""
    signature = request.headers.get("stripe-signature", "")
    if not (signature.isascii() and signature.isprintable()):
        raise NotFromStripe
    status, answer = await billing.pass_on_webhook(await request.body(), signature)
    return Response(answer, status_code=status, media_type="application/json")


ROUTES: Sequence[ControllerRouterHandler] = (health, metrics, stripe_webhook)
