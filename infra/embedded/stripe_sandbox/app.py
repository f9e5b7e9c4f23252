"""The sandbox as a web application: Stripe's API, the payment page, and the courier beside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, get
from litestar.exceptions import HTTPException

from infra.embedded.stripe_sandbox import account_pages, api, control, page, renewals
from infra.embedded.stripe_sandbox.errors import StripeError
from infra.embedded.stripe_sandbox.objects import new_key
from infra.embedded.stripe_sandbox.sandbox import Options, Sandbox
from infra.embedded.stripe_sandbox.webhook_sender import WebhookSender
from shared.background_tasks import cancel_and_wait

MAX_BODY = 64 * 1024
TICK_EVERY = 30.0


def create_app(options: Options) -> Litestar:
    """Build the application; its sandbox is found at `app.state.box`."""
    box = Sandbox(options)
    webhook_sender = WebhookSender(box)

    @asynccontextmanager
    async def delivering(app: Litestar) -> AsyncIterator[None]:
        app.state.box = box
        tasks = [asyncio.create_task(run) for run in (webhook_sender.run(), _let_time_pass(box))]
        try:
            yield
        finally:
            await cancel_and_wait(*tasks)
            box.store.save()

    return Litestar(
        [
            *api.handlers(box),
            *page.handlers(box),
            *account_pages.handlers(box),
            *control.handlers(box),
            health,
        ],
        lifespan=[delivering],
        exception_handlers={StripeError: _refused, HTTPException: _not_served},
        request_max_body_size=MAX_BODY,
        openapi_config=None,
        logging_config=None,
    )


@get("/health", media_type="application/json")
async def health() -> dict[str, str]:
    return {"status": "ok"}


async def _let_time_pass(box: Sandbox) -> None:
    """Do now and then what has fallen due by the machine's own clock."""
    while True:
        await asyncio.sleep(TICK_EVERY)
        renewals.advance(box, 0)
        box.store.save()


def _refused(_request: Request[Any, Any, Any], error: StripeError) -> Response[bytes]:
    return Response(
        msgspec.json.encode(error.body),
        status_code=error.status,
        media_type="application/json",
        headers={"Request-Id": new_key("req", 14)},
    )


def _not_served(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    message = f"{error.detail} ({request.method}: {request.url.path})"
    if error.status_code in {404, 405}:
        message = f"Unrecognized request URL ({request.method}: {request.url.path})."
    status = 404 if error.status_code == 405 else error.status_code
    return _refused(request, StripeError(message, status=status))
