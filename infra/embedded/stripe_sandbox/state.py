"""What the sandbox remembers, kept in one JSON file that is replaced whole at every change."""

import time
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from infra.embedded.stripe_sandbox.errors import Json, StripeError, missing_object

MAX_OBJECTS = 10_000
MAX_EVENTS = 1_000
MAX_ANSWERS = 1_000
ANSWER_SECONDS = 24 * 3600

KINDS = {
    "cus": "customer",
    "prod": "product",
    "price": "price",
    "cs": "checkout.session",
    "sub": "subscription",
    "in": "invoice",
    "evt": "event",
    "ii": "invoiceitem",
    "coupon": "coupon",
    "promo": "promotion_code",
    "di": "discount",
    "bps": "billing_portal.session",
}


class Answer(msgspec.Struct, frozen=True):
    """The stored answer to a request that carried an Idempotency-Key; `made` in Unix seconds."""

    request_hash: str
    body: bytes
    made: float


class Delivery(msgspec.Struct, frozen=True):
    """A webhook on its way: how often it was tried, when it is due (Unix seconds), and how many
    times more it is sent after it has arrived."""

    attempts: int
    due: float
    copies: int = 0


class Basket(msgspec.Struct, frozen=True):
    """What a checkout session sells: Stripe keeps this, and shows it only when asked."""

    price: str
    quantity: int
    subscription_metadata: dict[str, str]
    description: str | None = None
    trial_days: int = 0


class Mischief(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What befalls webhooks: all are held back, or each is late by up to so many seconds, sent so
    many times more, out of order, or lost with a chance from 0 to 1."""

    hold: bool = False
    late: Annotated[float, msgspec.Meta(ge=0, le=86400)] = 0.0
    copies: Annotated[int, msgspec.Meta(ge=0, le=20)] = 0
    shuffle: bool = False
    lose: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


class State(msgspec.Struct):
    """Objects by id prefix, then by id; the rest by session, idempotency key or event."""

    objects: dict[str, dict[str, Json]] = msgspec.field(
        default_factory=lambda: {prefix: {} for prefix in KINDS}
    )
    baskets: dict[str, Basket] = msgspec.field(default_factory=dict)
    answers: dict[str, Answer] = msgspec.field(default_factory=dict)
    deliveries: dict[str, Delivery] = msgspec.field(default_factory=dict)
    mischief: Mischief = Mischief()
    clock: int = 0
    """Seconds that the clock is ahead of the machine's."""
    wallets: dict[str, Literal["pays", "fails"]] = msgspec.field(default_factory=dict)
    """What the card of each customer does when it is charged again: nothing else of it is kept."""


class Store:
    """All that was made. Every method is synchronous, so that a request is one atomic step."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "state.json"
        self.state = State()
        self._is_saved = True
        if self._file.exists():
            self.state = msgspec.json.decode(self._file.read_bytes(), type=State)

    def touch(self) -> None:
        """Say that something changed, so that the next `save` writes it."""
        self._is_saved = False

    def save(self) -> None:
        if self._is_saved:
            return
        fresh = self._file.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(self.state))
        fresh.replace(self._file)
        self._is_saved = True

    def all(self, prefix: str) -> dict[str, Json]:
        return self.state.objects.setdefault(prefix, {})

    def add(self, thing: Json, kind: str = "") -> Json:
        """Keep an object on the shelf of its prefix, or of `kind` where ids have none."""
        shelf = self.all(kind or prefix_of(thing["id"]))
        if len(shelf) >= MAX_OBJECTS:
            raise StripeError("The Stripe sandbox is full: start it with fresh data.")
        shelf[thing["id"]] = thing
        self.touch()
        return thing

    def find(self, prefix: str, key: str, param: str = "id") -> Json:
        """Return the object, or refuse: 404 when the address named it, 400 when a parameter."""
        found = self.all(prefix).get(key)
        if found is None:
            raise missing_object(KINDS[prefix], key, param, 404 if param == "id" else 400)
        return found

    def record(self, event: Json) -> None:
        events = self.all("evt")
        while len(events) >= MAX_EVENTS:
            oldest = next(iter(events))
            del events[oldest]
            self.state.deliveries.pop(oldest, None)
        events[event["id"]] = event
        self.touch()

    def answer(self, key: str) -> Answer | None:
        """Return what this idempotency key was answered in the last 24 hours."""
        stored = self.state.answers.get(key)
        return stored if stored and stored.made > time.time() - ANSWER_SECONDS else None

    def keep_answer(self, key: str, answer: Answer) -> None:
        answers = self.state.answers
        answers.pop(key, None)
        while len(answers) >= MAX_ANSWERS:
            del answers[next(iter(answers))]
        answers[key] = answer
        self.touch()


def prefix_of(key: str) -> str:
    return key.split("_", 1)[0]
