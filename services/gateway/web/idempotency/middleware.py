"""The middleware that carries a call out once (draft-ietf-httpapi-idempotency-key-header).

The call is written down first, and its answer afterwards. What was refused (4xx but for 409 and
429) is kept as any answer; where nothing was decided (5xx, 409, 429) the key is free again. If a
process dies between the two, the key stays taken for a day: better unknown than done twice.
"""

import hashlib
from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.web.context import AppContext, Caller, context_of
from services.gateway.web.current_user import authenticate, bearer_token, caller_name, session_token
from services.gateway.web.idempotency import store
from services.gateway.web.idempotency.model import (
    ANSWER_LIMIT,
    HEADER,
    KEY_LIMIT,
    IdempotentRequest,
    KeyReused,
    KeyUnusable,
    NoAnswerYet,
    StoredResponse,
)
from shared.errors import Invalid

_UNDECIDED = frozenset({409, 429})


class Idempotency(ASGIMiddleware):
    """Answers a repeated call with what was answered first."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        caller = Caller(scope)
        key = caller.headers.get(HEADER)
        carried = bearer_token(caller) or session_token(caller)
        if key is None or not carried or not _unsafe_api(scope):
            await next_app(scope, receive, send)
            return
        if not (1 <= len(key) <= KEY_LIMIT and key.isascii() and key.isprintable()):
            raise KeyUnusable
        await caller_name(caller)  # nothing is kept for who is nobody
        body = await _read(receive)
        call = IdempotentRequest(_hash(carried.encode()), key, _hash(_line(scope) + body))
        app_context = context_of(caller)
        async with app_context.database.platform() as tx:
            first = await store.begin(tx, call)
            before = None if first else await store.given(tx, call)
        if first:
            await _carry_out(app_context, call, scope, _again(body, receive), send, next_app)
        else:
            await _repeat(caller, call, before, send)


async def _carry_out(
    app_context: AppContext,
    call: IdempotentRequest,
    scope: Scope,
    receive: Receive,
    send: Send,
    next_app: ASGIApp,
) -> None:
    status, kind, body = 0, "", bytearray()

    async def listen(message: Message) -> None:
        nonlocal status, kind
        if message["type"] == "http.response.start":
            status = message["status"]
            kind = dict(message["headers"]).get(b"content-type", b"").decode()
        elif message["type"] == "http.response.body":
            body.extend(message["body"])
        await send(message)

    try:
        await next_app(scope, receive, listen)
    except Exception:
        if not status:  # nothing was answered, so nothing was committed
            await _free(app_context, call)
        raise
    if status >= 500 or status in _UNDECIDED or len(body) > ANSWER_LIMIT:
        await _free(app_context, call)
        return
    async with app_context.database.platform() as tx:
        await store.answer(tx, call, status, kind, bytes(body))


async def _free(app_context: AppContext, call: IdempotentRequest) -> None:
    async with app_context.database.platform() as tx:
        await store.forget(tx, call)


async def _repeat(
    caller: Caller, call: IdempotentRequest, before: StoredResponse | None, send: Send
) -> None:
    """Send an answer again, to those only who still may call.

    Raises:
        KeyReused, NoAnswerYet, SignInNeeded, TokenRefused
    """
    await authenticate(caller)
    if before and before.request_hash != call.hash:
        raise KeyReused
    if before is None or before.status is None:
        raise NoAnswerYet
    headers = [(b"content-type", (before.kind or "").encode()), (b"idempotency-replayed", b"true")]
    start: Any = {"type": "http.response.start", "status": before.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": before.body or b"", "more_body": False})


def _unsafe_api(scope: Scope) -> bool:
    if scope["type"] != ScopeType.HTTP:
        return False
    return scope["path"].startswith("/api/v1/") and scope["method"] not in {"GET", "HEAD"}


def _line(scope: Scope) -> bytes:
    method = scope["method"] if scope["type"] == ScopeType.HTTP else ""
    return f"{method} {scope['path']}?".encode() + scope["query_string"] + b"\n"


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


async def _read(receive: Receive) -> bytes:
    """Read a body, up to the limit of all bodies here.

    Raises:
        Invalid: it is larger.
    """
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body.extend(message["body"])
        if len(body) > ANSWER_LIMIT:
            raise Invalid("This is too large to be sent here.")
        if not message["more_body"]:
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read to who reads it next."""
    read = False

    async def give() -> Any:
        nonlocal read
        if read:
            return await receive()
        read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give
