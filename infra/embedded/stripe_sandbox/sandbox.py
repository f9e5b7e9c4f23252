"""The sandbox in one bundle: what it was started with, what it remembers, how it tells."""

import copy
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import stripe

from infra.embedded.stripe_sandbox import objects
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.params import ListParams
from infra.embedded.stripe_sandbox.state import Delivery, Store

API_VERSION = stripe.api_version
_DELIVERED = ("checkout.session.", "customer.subscription.", "invoice.")


class Options(msgspec.Struct, frozen=True):
    """How it was started. `public_url` is where a browser reaches the payment page."""

    key: str
    public_url: str
    webhook_url: str
    webhook_secret: str
    data: Path


class Sandbox:
    """Goes first in every action. `on_event` is called when a webhook has become due."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.store = Store(options.data)
        self.on_event: Callable[[], None] = lambda: None

    def now(self) -> int:
        """Return the Unix second it is in here: the machine's, and what its clock was moved by."""
        return int(time.time()) + self.store.state.clock

    def set_clock(self, at: int) -> None:
        self.store.state.clock = at - int(time.time())

    def emit(self, kind: str, thing: Json, previous: Json | None = None) -> None:
        """Record an event with the object as it is now, and send it if an endpoint wants it."""
        event = objects.event(kind, copy.deepcopy(thing), previous, API_VERSION, self.now())
        self.store.record(event)
        if self.options.webhook_url and kind.startswith(_DELIVERED):
            self._send(event)

    def _send(self, event: Json) -> None:
        befalls = self.store.state.mischief
        if befalls.lose and random.random() < befalls.lose:  # noqa: S311 - chance, not a secret
            return
        event["pending_webhooks"] = 1
        late = random.uniform(0, befalls.late)  # noqa: S311
        self.store.state.deliveries[event["id"]] = Delivery(0, time.time() + late, befalls.copies)
        self.on_event()

    def made(self, kind: str, thing: Json) -> Json:
        self.store.add(thing)
        self.emit(kind, thing)
        return thing

    def changed(self, kind: str, thing: Json, **changes: object) -> Json:
        """Apply changes to an object; tell only when something did change."""
        previous = {name: thing.get(name) for name in changes if thing.get(name) != changes[name]}
        if previous:
            thing.update(changes)
            self.emit(kind, thing, previous)
        return thing


def page(things: Iterable[Json], params: ListParams, url: str) -> Json:
    """Cut one page out of a list, newest first, after the object that the caller saw last."""
    ordered = list(things)[::-1]
    if params.starting_after is not None:
        keys = [thing["id"] for thing in ordered]
        if params.starting_after not in keys:
            raise StripeError(
                f"No such object: '{params.starting_after}'",
                code="resource_missing",
                param="starting_after",
            )
        ordered = ordered[keys.index(params.starting_after) + 1 :]
    rest = len(ordered) > params.limit
    return objects.listing(url, ordered[: params.limit], has_more=rest)


def matching(things: Iterable[Json], **wanted: object) -> list[Json]:
    """Keep the objects whose fields have the wanted values; None means any."""
    asked = {name: value for name, value in wanted.items() if value is not None}
    return [t for t in things if all(t.get(name) == value for name, value in asked.items())]


def merged(metadata: dict[str, str], update: dict[str, str]) -> dict[str, str]:
    """Merge metadata as Stripe does: an empty value removes its key."""
    return {key: value for key, value in {**metadata, **update}.items() if value}
