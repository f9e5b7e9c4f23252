"""API tokens, as data."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.permissions import Permission
from shared.errors import Conflict, NotFound
from shared.lines import Line

Scope: TypeAlias = Literal["read", "cast", "review", "people", "pay"]
Days: TypeAlias = Literal[7, 30, 90, 365]

PREFIX = "cb_"
"""So that a token which lies around somewhere can be known as one of ours."""
TOKENS = 50

# A token does what its scopes include, and never more than the role of whom it works for.
SCOPES: dict[Scope, tuple[Permission, ...]] = {
    "read": (Permission.SEE, Permission.RUN),
    "cast": (Permission.START, Permission.CAST),
    "review": (Permission.REVIEW,),
    "people": (Permission.PEOPLE, Permission.CURATE),
    "pay": (Permission.PAY,),
}


def permissions_of(scopes: Iterable[Scope]) -> frozenset[Permission]:
    return frozenset(permission for scope in scopes for permission in SCOPES[scope])


class ApiToken(msgspec.Struct, frozen=True):
    """A token as its list shows it; `maker` is a name, or an address where there is none."""

    id: UUID
    name: str
    scopes: list[Scope]
    maker: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    expired: bool


class NewToken(msgspec.Struct, frozen=True):
    """A token, as it is asked for; `days` until it expires."""

    name: Line
    scopes: Annotated[tuple[Scope, ...], msgspec.Meta(min_length=1, max_length=10)]
    days: Days = 90

    @property
    def lifetime(self) -> timedelta:
        return timedelta(days=self.days)


class TokenNotFound(NotFound):
    """There is no such token in your agency."""


class TooManyTokens(Conflict):
    """There are 50 tokens already. Please revoke those that are not used."""
