"""Productions, as data, and what they may do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.platform.uploads.model import Upload
from services.gateway.web import listing, urls
from services.gateway.web.forms import Text
from services.gateway.web.listing import ALPHABETICAL, NEWEST_FIRST, Listing
from shared.errors import Invalid, NotFound, PaymentRequired
from shared.ids import ProductionId, RoleId
from shared.lines import OptionalTitle, Title
from shared.texts import gettext_noop
from shared.vocabulary.entitlements import (
    NEVER_BEGAN,
    Entitlements,
    Status,
    SubscriptionState,
    entitled,
)
from shared.vocabulary.plans import HOUR_MS, PLANS, PlanName

NOT_SUBSCRIBED: frozenset[Status | None] = NEVER_BEGAN | {"canceled"}
SIDES_LIMIT = 20 * 1024 * 1024
RoleState: TypeAlias = Literal["draft", "casting", "callbacks", "cast"]
STATES: Mapping[RoleState, str] = {
    "draft": gettext_noop("Draft"),
    "casting": gettext_noop("Casting"),
    "callbacks": gettext_noop("Callbacks"),
    "cast": gettext_noop("Cast"),
}
"""How far the casting of a role is, in words."""


class Production(msgspec.Struct, frozen=True):
    """What the agency casts, and what it is subscribed to."""

    id: ProductionId
    title: str
    company: str
    started_at: datetime
    subscription: Status | None
    plan: PlanName | None
    wrapped_at: datetime | None = None
    version: int = 1
    archived_at: datetime | None = None

    @property
    def fields(self) -> "NewProduction":
        """What was typed of it."""
        return NewProduction(self.title, self.company)

    @property
    def is_subscribed(self) -> bool:
        """Whether a subscription is running, or would run again once it is paid."""
        return self.subscription not in NOT_SUBSCRIBED

    @property
    def entitlements(self) -> Entitlements:
        """What it may do, as far as status and plan say; hours are looked up where they count."""
        return entitled(
            SubscriptionState(
                status=self.subscription, plan=self.plan, wrapped=self.wrapped_at is not None
            )
        )


class Account(msgspec.Struct, frozen=True):
    """A production's subscription, and its recorded time of this period that is not billed yet."""

    production_id: ProductionId
    status: Status
    plan: PlanName
    period_starts_at: datetime | None
    period_ends_at: datetime
    cancels_at: datetime | None
    ended_at: datetime | None
    recorded_ms: int

    @property
    def entitlements(self) -> Entitlements:
        return entitled(
            SubscriptionState(
                status=self.status,
                plan=self.plan,
                recorded_ms=self.recorded_ms,
                ended_at=self.ended_at,
            )
        )

    @property
    def percent(self) -> int:
        """Of the included hours; more than 100 beyond them."""
        return 100 * self.recorded_ms // PLANS[self.plan].included_ms

    @property
    def hours(self) -> str:
        return f"{self.recorded_ms / HOUR_MS:.2f}"

    @property
    def beyond_cents(self) -> int:
        return PLANS[self.plan].beyond(self.recorded_ms)


class RoleFields(msgspec.Struct, frozen=True):
    """What is typed of a role; `state` is how far its casting is."""

    name: Title
    breakdown: Text = ""
    state: RoleState = "casting"


class Role(RoleFields, frozen=True, kw_only=True):
    """A part to cast; `version` counts edits, from 1."""

    id: RoleId
    production_id: ProductionId
    version: int = 1
    archived_at: datetime | None = None

    @property
    def fields(self) -> RoleFields:
        return RoleFields(self.name, self.breakdown, self.state)


class Sides(msgspec.Struct, frozen=True):
    """The pages to prepare for a role: one PDF."""

    id: UUID
    role_id: RoleId
    file_name: str
    object_key: str
    pages: int
    bytes: int


class File(msgspec.Struct, frozen=True):
    """An uploaded PDF, with the words that were read in it, before it belongs to a role."""

    id: UUID
    name: str
    object_key: str
    pages: int
    bytes: int
    words: str


def file_of(upload: Upload) -> File:
    """Return the file of an upload that was found to be a PDF."""
    found = upload.found or {}
    key = upload.object_key or ""
    return File(upload.id, upload.file_name, key, found["pages"], upload.length, found["words"])


class NewProduction(msgspec.Struct, frozen=True):
    """A production, as it is started and edited."""

    title: Title
    company: OptionalTitle = ""


class NewRole(msgspec.Struct, frozen=True):
    """A role, as it is added."""

    name: Title
    breakdown: Text = ""
    sides_upload: UUID | None = None
    """A file that was sent beforehand."""


class NewSides(msgspec.Struct, frozen=True):
    """Sides for a role that is there; the file comes beside it, or was sent beforehand."""

    sides_upload: UUID | None = None


class ProductionFilters(msgspec.Struct, frozen=True):
    """What narrows the list: whether productions are at work, or wrapped. `archived` shows those
    that were put aside, in the place of the others."""

    wrapped: bool | None = None
    archived: bool = False


PRODUCTIONS = Listing(
    orders={
        "newest": listing.Order("Newest first", NEWEST_FIRST),
        "title": listing.Order("Title", ALPHABETICAL),
    },
    filters=ProductionFilters,
    searched=gettext_noop("Title or company"),
)


class Order(msgspec.Struct, frozen=True):
    """A plan to pay for; an agency's first may begin with a trial."""

    plan: PlanName
    trial: bool = False


class ProductionNotFound(NotFound):
    """There is no such production in your agency."""


class RoleNotFound(NotFound):
    """There is no such role in your agency."""


class SidesNotFound(NotFound):
    """There are no such sides in your agency."""


class SidesUnreadable(Invalid):
    """No words could be read out of these pages: they may be pictures. Please paste the text."""


class ReadOnly(PaymentRequired):
    """This production is only read now: it is paused, not paid for, has ended or is wrapped."""


class SubscriptionNeeded(PaymentRequired):
    """Rooms of this production open once it is subscribed for."""

    def __init__(self, production: ProductionId) -> None:
        super().__init__()
        self.next_step = (gettext_noop("Choose a plan"), urls.production(production))
