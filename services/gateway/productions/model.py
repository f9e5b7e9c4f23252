"""Productions, as data, and what they may do."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway import paths
from services.gateway.forms import Text, Title
from shared.errors import Invalid, NotFound, PaymentRequired
from shared.ids import ProductionId, RoleId

Plan: TypeAlias = Literal["short", "series", "studio"]
Subscription: TypeAlias = Literal[
    "incomplete", "incomplete_expired", "trialing", "active",
    "past_due", "canceled", "unpaid", "paused",
]  # fmt: skip

# past_due keeps working while Stripe asks for the money again.
MAY_OPEN_ROOMS: frozenset[Subscription] = frozenset({"trialing", "active", "past_due"})

PLANS: dict[Plan, str] = {
    "short": "Short film, 29 USD a month",
    "series": "Series, 149 USD a month",
    "studio": "Studio, 499 USD a month",
}

SIDES_LIMIT = 20 * 1024 * 1024


class Production(msgspec.Struct, frozen=True):
    id: ProductionId
    title: str
    company: str
    started_at: datetime
    subscription: Subscription | None
    plan: Plan | None

    @property
    def may_open_rooms(self) -> bool:
        """The one answer to whether live rooms of this production may open."""
        return self.subscription in MAY_OPEN_ROOMS

    @property
    def may_subscribe(self) -> bool:
        return self.subscription in {None, "incomplete", "incomplete_expired", "canceled"}


class Role(msgspec.Struct, frozen=True):
    id: RoleId
    production_id: ProductionId
    name: str
    breakdown: str


class Sides(msgspec.Struct, frozen=True):
    """The pages to prepare for a role: one PDF."""

    id: UUID
    role_id: RoleId
    file_name: str
    object_key: str
    pages: int
    bytes: int


class NewProduction(msgspec.Struct, frozen=True):
    title: Title
    company: Annotated[str, msgspec.Meta(max_length=200)] = ""


class NewRole(msgspec.Struct, frozen=True):
    name: Title
    breakdown: Text = ""


class Order(msgspec.Struct, frozen=True):
    plan: Plan


class ProductionNotFound(NotFound):
    """There is no such production in your agency."""


class RoleNotFound(NotFound):
    """There is no such role in your agency."""


class SidesNotFound(NotFound):
    """There are no such sides in your agency."""


class SidesUnreadable(Invalid):
    """No words could be read out of these pages: they may be pictures. Please paste the text."""


class SubscriptionNeeded(PaymentRequired):
    """Rooms of this production open once it is subscribed for."""

    def __init__(self, production: ProductionId) -> None:
        super().__init__()
        self.next_step = ("Choose a plan", paths.production(production))
