"""API tokens, as data."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.identity.sign_in.model import SignedIn
from services.gateway.web.permissions import Permission
from services.gateway.web.tokens import SecretRefused
from shared.errors import Conflict, Forbidden, NotFound
from shared.lines import Line

Scope: TypeAlias = Literal["read", "cast", "review", "pay"]
Days: TypeAlias = Literal[7, 30, 90, 365]

PREFIX = "cb_"
"""So that a token which lies around somewhere can be known as one of ours."""
TOKENS = 50

# A token does what its scopes include, and never more than the part of whom it works for.
SCOPES: dict[Scope, tuple[Permission, ...]] = {
    "read": (Permission.SEE, Permission.RUN),
    "cast": (Permission.START, Permission.CAST),
    "review": (Permission.REVIEW,),
    "pay": (Permission.PAY,),
}


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


class Bearer(msgspec.Struct, frozen=True):
    """Who comes with a token: for whom it works, and what it may do."""

    token_id: UUID
    scopes: list[Scope]
    works_for: SignedIn

    def may(self, act: Permission) -> bool:
        return any(act in SCOPES[scope] for scope in self.scopes)


class TokenRefused(SecretRefused):
    """This token is unknown, has expired, was revoked, or its maker has left the agency."""


class ScopeMissing(Forbidden):
    """The scopes of this token do not include this."""


class TokenNotFound(NotFound):
    """There is no such token in your agency."""


class TooManyTokens(Conflict):
    """There are 50 tokens already. Please revoke those that are not used."""
