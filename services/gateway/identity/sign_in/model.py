"""Sign-in, as data."""

from datetime import timedelta

import msgspec

from services.gateway.web.tokens import SecretRefused
from shared.errors import Gone, NotFound
from shared.lines import Line, Title

LINK_LIFETIME = timedelta(minutes=10)
SESSION_LIFETIME = timedelta(days=14)
BROWSER_LIFETIME = timedelta(days=400)
"""How long a browser is known; none keeps a cookie for longer (RFC 6265bis, section 5.5)."""
LINKS = 5
"""How many are sent within a quarter of an hour: to a browser that is known, or to each place."""
LINKS_TO_STRANGERS = 20
"""How many are sent to one address then by whoever asks from browsers that are not known."""


class Browser(msgspec.Struct, frozen=True):
    """A browser that signs in: its secret, its User-Agent, its address, and the session that it
    has, if any."""

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


class NotAMember(NotFound):
    """You do not work for an agency by that name."""


class LinkUsed(Gone, SecretRefused):
    """This sign-in link has been used, or is older than ten minutes. Ask for a new one."""


class OtherBrowser(SecretRefused):
    """Please open this link in the browser where you asked for it, or ask for a new one there."""
