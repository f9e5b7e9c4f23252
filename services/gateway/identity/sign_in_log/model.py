"""Sign-ins and what belongs to them, as data."""

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

import msgspec

from services.gateway.identity.sign_in_log import user_agents
from services.gateway.web.rendering import texts
from shared.texts import gettext_noop

KEPT_FOR = timedelta(days=180)
KEPT = 1000
"""How many lines of one person; the oldest go first."""
SHOWN = 200
QUIET = timedelta(minutes=10)
"""A program that goes on with a token that is refused is written down once in so long a time."""

Kind: TypeAlias = Literal[
    "signed_in_by_link", "signed_in_by_passkey", "confirmed", "signed_out", "session_ended",
    "other_sessions_ended", "passkey_added", "passkey_removed", "token_refused",
]  # fmt: skip

IN_WORDS: dict[Kind, str] = {
    "signed_in_by_link": gettext_noop("Signed in by a link"),
    "signed_in_by_passkey": gettext_noop("Signed in with a passkey"),
    "confirmed": gettext_noop("Signed in again"),
    "signed_out": gettext_noop("Signed out"),
    "session_ended": gettext_noop("Signed another browser out"),
    "other_sessions_ended": gettext_noop("Signed all other browsers out"),
    "passkey_added": gettext_noop("Added a passkey"),
    "passkey_removed": gettext_noop("Removed a passkey"),
    "token_refused": gettext_noop("An API token was refused"),
}


class Happened(msgspec.Struct, frozen=True):
    """One line of the log; `who` is a name, or an address where there is none."""

    at: datetime
    who: str
    kind: Kind
    address: str
    browser: str

    @property
    def in_words(self) -> str:
        return texts.gettext(IN_WORDS[self.kind])

    @property
    def browser_in_words(self) -> str:
        return user_agents.in_words(self.browser) if self.browser else ""
