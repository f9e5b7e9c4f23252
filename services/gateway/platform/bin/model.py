"""What lies in the bin, as data, and what a slice says of a kind that is put there."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.desk import Desk
from services.gateway.web.listing import NEWEST_FIRST, Listing, Order
from services.gateway.web.permissions import Permission
from shared.errors import NotFound
from shared.ids import AgencyId
from shared.tenancy import Connection

KEPT_DAYS = 30
KEPT_FOR = timedelta(days=KEPT_DAYS)
"""How long what was deleted can be restored."""
HELD = timedelta(days=1)
"""How long a job waits before it looks again at what is on legal hold."""

Restore: TypeAlias = Callable[[Desk, UUID], Awaitable[str]]
"""Takes something out of the bin, which is open, and returns the path of its page."""
Remove: TypeAlias = Callable[[Connection, AgencyId, UUID], Awaitable[Sequence[str] | None]]
"""Removes something for good, and returns the keys of files that are to go; None where it stays."""


class Binned(msgspec.Struct, frozen=True):
    """A kind of thing that can be deleted, as a slice declares it in `BINNED`.

    `kind` is a part of the view `binned`, `thing` what the log calls it. Without `remove` the slice
    has a job of its own.
    """

    kind: str
    thing: str
    permission: Permission
    restore: Restore
    remove: Remove | None = None


Kinds: TypeAlias = Mapping[str, Binned]


class Deleted(msgspec.Struct, frozen=True):
    """Something in the bin; `production_id` is where it was, None for people. What is `held` is
    kept by a legal hold."""

    kind: str
    id: UUID
    production_id: UUID | None
    name: str
    deleted_at: datetime
    held: bool

    @property
    def removed_at(self) -> datetime:
        """From when it is removed for good, unless it is held then."""
        return self.deleted_at + KEPT_FOR


class BinFilters(msgspec.Struct, frozen=True):
    """What narrows the bin: a kind, and a production in which things were."""

    kind: Annotated[str, msgspec.Meta(max_length=40, pattern="^[a-z_]*$")] = ""
    production_id: UUID | None = None


BIN = Listing(orders={"deleted": Order("Deleted last", NEWEST_FIRST)}, filters=BinFilters)


def counted(*things: tuple[int, str, str]) -> str:
    """Name how many there are of some things, each with its words for one and for several, and
    nothing of which there is none: "3 roles, 1 take"."""
    return ", ".join(f"{n} {one if n == 1 else several}" for n, one, several in things if n)


def can_be_restored(what: str, hanging: str) -> str:
    """Say that something is deleted, with what hangs on it."""
    with_it = f" with {hanging}" if hanging else ""
    return f"{what} is deleted{with_it}. For {KEPT_DAYS} days all of it can be restored."


class NotInBin(NotFound):
    """This is not in the bin: it was restored, or has been removed for good."""
