"""The sandbox alone, served, and the real SDK's client for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import stripe

from infra.embedded.stripe_sandbox.app import create_app
from infra.embedded.stripe_sandbox.sandbox import Options
from tests.integration.billing.driver import KEY, SECRET
from tests.integration.billing.serving import ListeningSocket, serving


@asynccontextmanager
async def sandbox(folder: Path, webhook_url: str = "") -> AsyncIterator[Any]:
    """Serve a sandbox; give the SDK's client for it."""
    listening = ListeningSocket()
    options = Options(KEY, listening.url, webhook_url, SECRET, folder)
    async with serving(create_app(options), listening):
        yield client(listening.url).v1


def client(url: str, key: str = KEY) -> stripe.StripeClient:
    return stripe.StripeClient(
        key, base_addresses={"api": url}, max_network_retries=0, http_client=stripe.HTTPXClient()
    )


async def session(v1: Any, **more: Any) -> Any:
    price = await v1.prices.create_async(
        {
            "currency": "usd",
            "unit_amount": 2900,
            "recurring": {"interval": "month"},
            "product_data": {"name": "Callboard Short"},
        }
    )
    return await v1.checkout.sessions.create_async(
        {
            "mode": "subscription",
            "line_items": [{"price": price.id, "quantity": 1}],
            "success_url": "http://127.0.0.1:1/paid?session={CHECKOUT_SESSION_ID}",
            "cancel_url": "http://127.0.0.1:1/unpaid",
            **more,
        }
    )
