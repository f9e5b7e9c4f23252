"""Who calls: a member by their session, a program by its API token, or nobody that is known.

The frame says what it needs to know of them. Sessions and tokens are kept by slices, which look
callers up for it: see `Authenticator`.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from services.gateway.web import urls
from services.gateway.web.desk import Agency, Person
from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.rendering.display import AgencySettings, Preferences
from services.gateway.web.tokens import SecretRefused
from shared.errors import DomainError, Forbidden
from shared.tenancy import Connection
from shared.texts import gettext_noop
from shared.vocabulary.member_roles import MemberRole


class SignedIn(msgspec.Struct, frozen=True):
    """Somebody who is signed in, with the agency that they work for just now.

    `productions` are those that a freelancer works on there; `fresh` is whether they showed
    who they are within the last ten minutes.
    """

    person: Person
    agency: Agency | None
    role: MemberRole | None
    productions: tuple[UUID, ...] = ()
    fresh: bool = False
    preferences: Preferences = Preferences()

    def may(self, permission: Permission) -> bool:
        """Whether their role in that agency includes it."""
        return self.role in ROLE_PERMISSIONS[permission]


class ApiClient(msgspec.Struct, frozen=True):
    """A program that carries a token: for whom it works, and what the token's scopes allow."""

    token_id: UUID
    works_for: SignedIn
    permissions: frozenset[Permission]


class SignInNeeded(DomainError):
    """Please sign in first."""

    next_step = (gettext_noop("Sign in in another tab"), urls.SIGN_IN)


class SessionRefused(SignInNeeded, SecretRefused):
    """You are not signed in any more. Please sign in again."""


class SignInAgain(Forbidden):
    """This asks that you have signed in within the last ten minutes. What you typed is kept."""

    next_step = (gettext_noop("Sign in again in another tab"), urls.SIGN_IN_AGAIN)

    def __init__(self, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.typed = typed or {}


class AgencyNeeded(DomainError):
    """You do not work for this agency, or for none yet."""


class TokenRefused(SecretRefused):
    """This token is unknown, has expired, was revoked, or its maker has left the agency."""


class ScopeMissing(Forbidden):
    """The scopes of this token do not include this."""


class Authenticator(msgspec.Struct, frozen=True):
    """The lookups of the slices that keep sessions and API tokens.

    `signed_in` returns whose a session token is, None where it is nobody's. `api_client` returns
    whose an API token is, and raises TokenRefused where it is nobody's. `agency_settings` is asked
    inside of the agency's transaction.
    """

    signed_in: Callable[[Connection, str], Awaitable[SignedIn | None]]
    api_client: Callable[[Connection, str], Awaitable[ApiClient]]
    agency_settings: Callable[[Connection], Awaitable[AgencySettings]]
