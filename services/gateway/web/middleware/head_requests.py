"""Answers HEAD wherever GET is answered."""

import asyncio
from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send


class HeadRequests(ASGIMiddleware):
    """Answers HEAD as it answers GET, without the body (RFC 9110, section 9.3.2).

    A file that would be sent is not read: for who sends it, the caller has gone.
    """

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await next_app(scope, receive, send)
            return
        answered = asyncio.Event()
        asked = False

        async def send_head(message: Message) -> None:
            if answered.is_set():
                return
            if message["type"] == "http.response.body":
                answered.set()
                message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(message)

        async def receive_nothing() -> Any:
            nonlocal asked
            if asked:
                await answered.wait()
                return {"type": "http.disconnect"}
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        as_get: Scope = {**scope, "method": "GET"}
        await next_app(as_get, receive_nothing, send_head)
