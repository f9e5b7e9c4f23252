"""The sandbox's webhooks, heard by an endpoint that is not always well."""

import asyncio
import json
from pathlib import Path
from typing import Any

import stripe
from litestar import Litestar, Request, Response, post

from tests.integration.billing.driver import SECRET, Payer
from tests.integration.billing.sandboxes import client, sandbox, session
from tests.integration.billing.serving import ListeningSocket, serving


class WebhookReceiver:
    """An endpoint for webhooks that refuses the first so many."""

    def __init__(self, failures: int) -> None:
        self.received: asyncio.Queue[stripe.Event] = asyncio.Queue()
        self._failures = failures
        self.listening = ListeningSocket()

        @post("/hook", status_code=200)
        async def hear(request: Request[Any, Any, Any]) -> Response[None]:
            self._failures -= 1
            if self._failures >= 0:
                return Response(None, status_code=500)
            body, header = await request.body(), request.headers["stripe-signature"]
            stripe.WebhookSignature.verify_header(body, header, SECRET, 300)
            await self.received.put(
                client("http://127.0.0.1").construct_event(body, header, SECRET)
            )
            return Response(None)

        self.app = Litestar([hear], logging_config=None)


async def test_webhooks_are_signed_and_tried_again(tmp_path: Path, payer: Payer) -> None:
    receiver = WebhookReceiver(failures=2)
    async with (
        serving(receiver.app, receiver.listening),
        sandbox(tmp_path, f"{receiver.listening.url}/hook") as v1,
        asyncio.timeout(20),
    ):
        await payer.pay((await session(v1)).url)
        received = [await receiver.received.get() for _ in range(6)]
    assert len({event.id for event in received}) == 6
    assert {event.api_version for event in received} == {stripe.api_version}


async def test_webhooks_outlive_a_restart(tmp_path: Path, payer: Payer) -> None:
    receiver = WebhookReceiver(failures=0)
    async with sandbox(tmp_path, f"{receiver.listening.url}/hook") as v1:
        receiver.listening.socket.close()
        await payer.pay((await session(v1)).url)
    waiting = json.loads((tmp_path / "state.json").read_bytes())["deliveries"]
    assert len(waiting) == 6
    receiver.listening = ListeningSocket()
    async with (
        serving(receiver.app, receiver.listening),
        sandbox(tmp_path, f"{receiver.listening.url}/hook"),
        asyncio.timeout(20),
    ):
        received = {(await receiver.received.get()).id for _ in range(6)}
    assert received == set(waiting)
