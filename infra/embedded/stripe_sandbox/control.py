"""The sandbox's own controls, which Stripe does not have: its clock, its cards, its webhooks.

JSON below `/sandbox`, with the API key. Stripe's test clocks hang on single customers and are not
spoken here.
"""

import random
import time
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler

from infra.embedded.stripe_sandbox import renewals
from infra.embedded.stripe_sandbox.api import authenticate
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.sandbox import Sandbox
from infra.embedded.stripe_sandbox.state import Mischief

LONGEST_JUMP = 400 * 24 * 3600


class Jump(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many seconds to let pass."""

    seconds: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_JUMP)]


class Wallet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a customer's card does when it is charged from now on."""

    customer: str
    card: Literal["pays", "fails"]


def handlers(box: Sandbox) -> list[HTTPRouteHandler]:
    @get("/sandbox/clock")
    async def clock(request: Request[Any, Any, Any]) -> Json:
        authenticate(box, request.headers.get("authorization", ""))
        return {"now": box.now(), "ahead": box.store.state.clock}

    @post("/sandbox/clock", status_code=200)
    async def jump(request: Request[Any, Any, Any]) -> Json:
        renewals.advance(box, (await _read(box, request, Jump)).seconds)
        box.store.save()
        return {"now": box.now(), "ahead": box.store.state.clock}

    @post("/sandbox/cards", status_code=200)
    async def cards(request: Request[Any, Any, Any]) -> Json:
        wallet = await _read(box, request, Wallet)
        box.store.find("cus", wallet.customer, "customer")
        box.store.state.wallets[wallet.customer] = wallet.card
        box.store.touch()
        return {"customer": wallet.customer, "card": wallet.card}

    @post("/sandbox/webhooks", status_code=200)
    async def webhooks(request: Request[Any, Any, Any]) -> Json:
        """Say what befalls webhooks from now on; what was held back goes out when it no longer
        is."""
        mischief = await _read(box, request, Mischief)
        box.store.state.mischief = mischief
        if not mischief.hold:
            release(box)
        box.store.touch()
        return {"waiting": len(box.store.state.deliveries)}

    return [clock, jump, cards, webhooks]


def release(box: Sandbox) -> None:
    """Send all that waits now, shuffled where that is asked for."""
    waiting = list(box.store.state.deliveries.items())
    if box.store.state.mischief.shuffle:
        random.shuffle(waiting)
    now = time.time()
    box.store.state.deliveries = {
        key: msgspec.structs.replace(delivery, due=now) for key, delivery in waiting
    }
    box.on_event()


async def _read(box: Sandbox, request: Request[Any, Any, Any], kind: type[Any]) -> Any:
    authenticate(box, request.headers.get("authorization", ""))
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.DecodeError as error:
        raise StripeError(str(error), code="parameter_invalid") from error
