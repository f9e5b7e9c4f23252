"""The sandbox's webhooks, heard by an endpoint that is not always well."""

import asyncio
import json
from pathlib import Path
from typing import Any

import stripe
from litestar import Litestar, Request, Response, post

from tests.integration.billing.driver import SECRET, Payer
from tests.integration.billing.sandboxes import client, sandbox, session
from tests.integration.billing.serving import Door, serving


class Ear:
    """An endpoint for webhooks that refuses the first so many."""

    def __init__(self, refusals: int) -> None:
        self.heard: asyncio.Queue[stripe.Event] = asyncio.Queue()
        self._refusals = refusals
        self.door = Door()

        @post("/hook", status_code=200)
        async def hear(request: Request[Any, Any, Any]) -> Response[None]:
            self._refusals -= 1
            if self._refusals >= 0:
                return Response(None, status_code=500)
            body, header = await request.body(), request.headers["stripe-signature"]
            stripe.WebhookSignature.verify_header(body, header, SECRET, 300)
            await self.heard.put(client("http://127.0.0.1").construct_event(body, header, SECRET))
            return Response(None)

        self.app = Litestar([hear], logging_config=None)


async def test_webhooks_are_signed_and_tried_again(tmp_path: Path, payer: Payer) -> None:
    ear = Ear(refusals=2)
    async with (
        serving(ear.app, ear.door),
        sandbox(tmp_path, f"{ear.door.url}/hook") as v1,
        asyncio.timeout(20),
    ):
        await payer.pay((await session(v1)).url)
        heard = [await ear.heard.get() for _ in range(6)]
    assert len({event.id for event in heard}) == 6
    assert {event.api_version for event in heard} == {stripe.api_version}


async def test_webhooks_outlive_a_restart(tmp_path: Path, payer: Payer) -> None:
    ear = Ear(refusals=0)
    async with sandbox(tmp_path, f"{ear.door.url}/hook") as v1:
        ear.door.socket.close()
        await payer.pay((await session(v1)).url)
    waiting = json.loads((tmp_path / "state.json").read_bytes())["deliveries"]
    assert len(waiting) == 6
    ear.door = Door()
    async with (
        serving(ear.app, ear.door),
        sandbox(tmp_path, f"{ear.door.url}/hook"),
        asyncio.timeout(20),
    ):
        heard = {(await ear.heard.get()).id for _ in range(6)}
    assert heard == set(waiting)
