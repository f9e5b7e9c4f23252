"""Webhooks: signed, posted, and tried again with growing pauses for three days, as Stripe does."""

import asyncio
import hashlib
import hmac
import random
import ssl
import time

import httpx
import msgspec

from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.sandbox import Sandbox
from infra.embedded.stripe_sandbox.state import Delivery
from shared import log

LONGEST_PAUSE = 300.0
GIVE_UP_AFTER = 3 * 24 * 3600
_log = log.get(__name__)


def signature(payload: bytes, secret: str, at: int) -> str:
    """Sign as https://docs.stripe.com/webhooks#verify-manually says; `at` in Unix seconds."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


class WebhookSender:
    """Delivers what the store says is due. What is due outlives a restart."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box
        self._wake = asyncio.Event()
        box.on_event = self._wake.set

    async def run(self) -> None:
        """Deliver until cancelled."""
        # The webhook is for this machine: a proxy in the environment has no part in it.
        async with httpx.AsyncClient(
            verify=ssl.create_default_context(), trust_env=False, timeout=10
        ) as client:
            while True:
                self._wake.clear()
                for key in self._due():
                    await self._deliver(client, key)
                await self._next()

    def _due(self) -> list[str]:
        state, now = self._box.store.state, time.time()
        if state.mischief.hold:
            return []
        due = [key for key, d in state.deliveries.items() if d.due <= now]
        if state.mischief.shuffle:
            random.shuffle(due)
        return due

    async def _next(self) -> None:
        dues = [delivery.due for delivery in self._box.store.state.deliveries.values()]
        held = self._box.store.state.mischief.hold
        pause = max(0.0, min(dues) - time.time()) if dues and not held else None
        try:
            async with asyncio.timeout(pause):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _deliver(self, client: httpx.AsyncClient, key: str) -> None:
        event = self._box.store.find("evt", key)
        if await self._post(client, event):
            self._arrived(event)
        else:
            self._postpone(event)
        self._box.store.touch()
        self._box.store.save()

    async def _post(self, client: httpx.AsyncClient, event: Json) -> bool:
        payload = msgspec.json.encode(event)
        options = self._box.options
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (Callboard sandbox)",
            "Stripe-Signature": signature(payload, options.webhook_secret, int(time.time())),
        }
        try:
            answer = await client.post(options.webhook_url, content=payload, headers=headers)
        except httpx.HTTPError as error:
            _log.warning("webhook_failed", event_type=event["type"], error=repr(error))
            return False
        if not answer.is_success:
            _log.warning("webhook_refused", event_type=event["type"], status=answer.status_code)
        return answer.is_success

    def _arrived(self, event: Json) -> None:
        """Take a webhook off the list, or send it once more where copies are asked for."""
        deliveries = self._box.store.state.deliveries
        last = deliveries.get(event["id"])
        if last is not None and last.copies:
            due = time.time() + random.uniform(0, self._box.store.state.mischief.late)  # noqa: S311
            deliveries[event["id"]] = Delivery(last.attempts, due, last.copies - 1)
            return
        self._forget(event)

    def _forget(self, event: Json) -> None:
        self._box.store.state.deliveries.pop(event["id"], None)
        event["pending_webhooks"] = 0

    def _postpone(self, event: Json) -> None:
        deliveries = self._box.store.state.deliveries
        if (last := deliveries.get(event["id"])) is None:
            return
        if time.time() - event["created"] > GIVE_UP_AFTER:
            self._forget(event)
            return
        pause = min(LONGEST_PAUSE, 2.0**last.attempts)
        deliveries[event["id"]] = Delivery(last.attempts + 1, time.time() + pause, last.copies)
