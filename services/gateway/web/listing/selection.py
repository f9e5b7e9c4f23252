"""What a bulk act is done on: what was ticked, or all that match a search and filters."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Generic, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web import forms
from services.gateway.web.listing.model import COUNTED, F, Listing, T, containing
from shared.errors import Invalid
from shared.lines import OptionalLine

UpTo1000: TypeAlias = Annotated[list[UUID], msgspec.Meta(max_length=COUNTED)]


class Selection(msgspec.Struct, Generic[F], frozen=True):
    """Those of `ids`, or `all`, that match `q` and `filters` at the time of the act; 1,000 at most.

    Without `filters` nothing is narrowed but by `q`.
    """

    ids: UpTo1000 = []
    all: bool = False
    q: OptionalLine = ""
    filters: F | None = None

    @property
    def pattern(self) -> str:
        """As that of `Asked`."""
        return containing(self.q)

    @property
    def among(self) -> Sequence[UUID] | None:
        """The ids to keep to; None for all that match."""
        return None if self.all else self.ids


class Ids(msgspec.Struct, frozen=True):
    """Some things by their ids, 1,000 at most."""

    ids: UpTo1000


class TooMany(Invalid):
    """At most 1,000 can be chosen at once. Please narrow the list, or go on by parts."""


class _Ticked(msgspec.Struct, frozen=True):
    ids: Annotated[tuple[UUID, ...], msgspec.Meta(max_length=COUNTED)] = ()
    all: bool = False
    q: OptionalLine = ""


def chosen(listing: Listing[F], posted: Mapping[str, Any]) -> Selection[F]:
    """Read what was chosen on a list's page. What was ticked is taken whatever is searched for.

    Raises:
        Invalid: nothing was chosen.
    """
    given = dict(posted)
    ticked = forms.read(_Ticked, given)
    if not ticked.ids and not ticked.all:
        raise Invalid(ids="Please choose at least one.")
    if not ticked.all:
        return Selection(ids=list(ticked.ids))
    return Selection(all=True, q=ticked.q, filters=forms.read(listing.filters, given))


def bounded(found: Sequence[T]) -> Sequence[T]:
    """Return what a store has found of a selection, which stops at `COUNTED` + 1.

    Raises:
        TooMany
    """
    if len(found) > COUNTED:
        raise TooMany
    return found
