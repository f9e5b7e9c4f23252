"""Sign-in, as data."""

from datetime import timedelta
from uuid import UUID

import msgspec

from services.gateway.desk import Agency, MemberRole, Person
from services.gateway.tokens import SecretRefused
from shared.errors import DomainError, Forbidden, Gone, NotFound
from shared.lines import Line, Title

LINK_LIFETIME = timedelta(minutes=10)
SESSION_LIFETIME = timedelta(days=14)
LINKS_PER_QUARTER_HOUR = 5


class SignedIn(msgspec.Struct, frozen=True):
    """Somebody at the door, with the agency they work for just now.

    `named` are the productions that a freelancer works on there.
    """

    person: Person
    agency: Agency | None
    role: MemberRole | None
    named: tuple[UUID, ...] = ()


class SignInLink(msgspec.Struct, frozen=True):
    email: str
    browser_hash: bytes
    expired: bool
    used: bool


class AskForLink(msgspec.Struct, frozen=True):
    email: Line


class NewAgency(msgspec.Struct, frozen=True):
    """An agency, and how its first member wants to be called."""

    name: Title
    your_name: Line


class SignInNeeded(DomainError):
    """Please sign in first."""


class SessionRefused(SecretRefused, SignInNeeded):
    """You are not signed in any more. Please sign in again."""


class AgencyNeeded(DomainError):
    """You do not work for this agency, or for none yet."""


class NotAMember(NotFound):
    """You do not work for an agency by that name."""


class LinkUsed(SecretRefused, Gone):
    """This sign-in link has been used, or is older than ten minutes. Ask for a new one."""


class OtherBrowser(SecretRefused, Forbidden):
    """Please open this link in the browser where you asked for it, or ask for a new one there."""


class TooManyLinks(DomainError):
    """We have just sent you several links. Please look into your mailbox, also under spam."""
