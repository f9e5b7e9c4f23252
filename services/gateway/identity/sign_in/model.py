"""Sign-in, as data."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from services.gateway.web import urls
from services.gateway.web.desk import Agency, MemberRole, Person
from services.gateway.web.tokens import SecretRefused
from shared.errors import DomainError, Forbidden, Gone, NotFound
from shared.lines import Line, Title

LINK_LIFETIME = timedelta(minutes=10)
SESSION_LIFETIME = timedelta(days=14)
BROWSER_LIFETIME = timedelta(days=400)
"""How long a browser is known; none keeps a cookie for longer (RFC 6265bis, section 5.5)."""
LINKS = 5
"""How many are sent within a quarter of an hour: to a browser that is known, or to each place."""
LINKS_TO_STRANGERS = 20
"""How many are sent to one address then by whoever asks from browsers that are not known."""


class SignedIn(msgspec.Struct, frozen=True):
    """Somebody at the door, with the agency they work for just now.

    `named` are the productions that a freelancer works on there; `fresh` is whether they showed
    who they are within the last ten minutes.
    """

    person: Person
    agency: Agency | None
    role: MemberRole | None
    named: tuple[UUID, ...] = ()
    fresh: bool = False


class Browser(msgspec.Struct, frozen=True):
    """A browser at the door: what it is known by, what it calls itself, where it is, and the
    session that it has, if any."""

    secret: str
    agent: str
    address: str
    session: str = ""


class Asked(msgspec.Struct, frozen=True):
    """Links that were sent to one address within a quarter of an hour."""

    known: bool
    by_browser: int
    by_place: int
    by_all: int

    @property
    def enough(self) -> bool:
        """Whether no other is sent. No stranger's asking counts against a browser that is known."""
        if self.known:
            return self.by_browser >= LINKS
        return self.by_place >= LINKS or self.by_all >= LINKS_TO_STRANGERS


class SignInLink(msgspec.Struct, frozen=True):
    """A link that was asked for, and whether it still opens anything."""

    email: str
    browser_hash: bytes
    expired: bool
    used: bool


class AskForLink(msgspec.Struct, frozen=True):
    """The address that a sign-in link goes to."""

    email: Line


class NewAgency(msgspec.Struct, frozen=True):
    """An agency, and how its first member wants to be called."""

    name: Title
    your_name: Line


class SignInNeeded(DomainError):
    """Please sign in first."""


class SessionRefused(SignInNeeded, SecretRefused):
    """You are not signed in any more. Please sign in again."""


class SignInAgain(Forbidden):
    """This asks that you have signed in within the last ten minutes. What you typed is kept."""

    next_step = ("Sign in again in another tab", urls.SIGN_IN_AGAIN)

    def __init__(self, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.typed = typed or {}


class AgencyNeeded(DomainError):
    """You do not work for this agency, or for none yet."""


class NotAMember(NotFound):
    """You do not work for an agency by that name."""


class LinkUsed(Gone, SecretRefused):
    """This sign-in link has been used, or is older than ten minutes. Ask for a new one."""


class OtherBrowser(SecretRefused):
    """Please open this link in the browser where you asked for it, or ask for a new one there."""
