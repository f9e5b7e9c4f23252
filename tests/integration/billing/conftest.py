"""Billing and the Stripe sandbox, both really served, on a real database and Valkey."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from infra.embedded.stripe_sandbox.app import create_app as create_sandbox
from infra.embedded.stripe_sandbox.sandbox import Options
from services.billing.app import create_app
from shared.ids import new_id
from tests.installation import NO_TLS
from tests.integration.billing.driver import KEY, SECRET, BillingDriver, Payer, settings
from tests.integration.billing.sandboxes import sandbox
from tests.integration.billing.serving import ListeningSocket, serving
from tests.migrated import Founded, sign_in


@pytest.fixture
async def v1(tmp_path: Path) -> AsyncIterator[Any]:
    """Serve a sandbox that tells nobody; return the SDK's client for it."""
    async with sandbox(tmp_path) as served:
        yield served


@pytest.fixture
async def driver(founded: Founded, redis_url: str, tmp_path: Path) -> AsyncIterator[BillingDriver]:
    """Serve billing and a sandbox whose webhooks go straight to it."""
    stripe_socket, billing_socket = ListeningSocket(), ListeningSocket()
    options = Options(
        KEY,
        stripe_socket.url,
        f"{billing_socket.url}/webhooks/stripe",
        SECRET,
        tmp_path / "stripe",
    )
    given = settings(founded.url, sign_in(founded.url, "billing"), redis_url, stripe_socket.url)
    sandbox, billing = create_sandbox(options), create_app(given)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serving(sandbox, stripe_socket))
        await stack.enter_async_context(serving(billing, billing_socket))
        yield await stack.enter_async_context(
            BillingDriver(billing, sandbox, billing_socket.url, founded.url)
        )


@pytest.fixture
async def payer() -> AsyncIterator[Payer]:
    """Return somebody with a browser and a card."""
    async with httpx.AsyncClient(trust_env=False, timeout=20, verify=NO_TLS) as browser:
        yield Payer(browser)


@pytest.fixture
def production() -> UUID:
    return new_id()
