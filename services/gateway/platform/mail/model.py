"""Mails as data: what is to be sent, and what became of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.platform.mail.kinds import ADOPTED, GOOD_FOR, Kind
from services.gateway.platform.mail.letters import Letter
from services.gateway.platform.mail.senders import OPERATOR, Sender
from services.gateway.web.rendering import texts
from shared.events import Event
from shared.texts import gettext_noop

Status: TypeAlias = Literal["waiting", "put_off", "sent", "refused", "bounced", "withdrawn"]
Undelivered: TypeAlias = Literal["beyond_ascii", "refused", "not_reached", "bounced"]

BECOMES: Mapping[Status, frozenset[Status]] = {
    "waiting": frozenset({"put_off", "sent", "refused", "bounced", "withdrawn"}),
    "put_off": frozenset({"put_off", "sent", "refused", "bounced"}),
    "sent": frozenset({"bounced"}),
    "refused": frozenset(),
    "bounced": frozenset(),
    "withdrawn": frozenset(),
}
"""What each status may change to. A report of a bounce may come before we know that it was sent."""

_IN_WORDS: Mapping[Status, str] = {
    "waiting": gettext_noop("Waits"),
    "put_off": gettext_noop("Put off: it is tried again"),
    "sent": gettext_noop("Sent"),
    "refused": gettext_noop("Not delivered"),
    "bounced": gettext_noop("Came back"),
    "withdrawn": gettext_noop("Taken back"),
}

# In words for who wrote to somebody, with what they can do.
WHY: Mapping[Undelivered, str] = {
    "beyond_ascii": gettext_noop(
        "Not sent: our mail server cannot write to letters beyond a to z before the @. "
        "Please ask for another address, and mend it."
    ),
    "refused": gettext_noop(
        "Not delivered: the mail server there refused the address. Please look at it, mend "
        "it, or send again."
    ),
    "not_reached": gettext_noop(
        "Not delivered: their mail server could not be reached, or took nothing. Please "
        "look at the address, or send again."
    ),
    "bounced": gettext_noop(
        "Not delivered: their mail server took the mail, and sent it back. Please look at "
        "the address, mend it, or send again."
    ),
}


def before(status: Status) -> list[Status]:
    """Return the statuses that may change to this one."""
    return [each for each, following in BECOMES.items() if status in following]


class Thing(msgspec.Struct, frozen=True):
    """What a mail is about, on whose page it is shown: a guest, an answer, a child whose guardian
    is asked."""

    kind: Literal["guest", "answer", "invitation", "production", "webhook", "talent"]
    id: UUID
    production_id: UUID | None = None


class NewMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail to be sent.

    `who` is `guest:<id>`, `person:<id>` or the like where they are known here by more than their
    address. `by` is who caused it, where quotas count it. One with `due_at` waits until then, and
    can be taken back. Its `fact` is published as it leaves.
    """

    kind: Kind
    recipient: str
    letter: Letter
    who: str = ""
    about: Thing | None = None
    sender: Sender = OPERATOR
    calendar: str | None = None
    by: UUID | None = None
    due_at: datetime | None = None
    fact: Event | None = None

    @property
    def signed(self) -> Letter:
        """The letter with the signature of who sends it."""
        return self.letter.signed(self.sender.signature)


class Mail(msgspec.Struct, frozen=True):
    """A mail of the queue, with at most one calendar entry (RFC 5545).

    `agency_id` is whose it is; None where it is the operator's own, as a sign-in link is. `about`
    is the id of a thing. `sent`, or else `failure`, says that it is over, and emptied.
    """

    id: UUID
    agency_id: UUID | None
    kind: str | None
    recipient: str
    subject: str
    body: str
    html: str | None
    calendar: str | None
    queued_at: datetime
    from_name: str
    reply_to: str | None
    about: UUID | None = None
    sent: bool = False
    undelivered: Undelivered | None = None
    failure: str | None = None

    def is_of_use(self, now: datetime) -> bool:
        good_for = GOOD_FOR.get(self.kind or "")
        return good_for is None or now < self.queued_at + good_for

    @property
    def adopted(self) -> bool:
        """Whether the version before queued it, which wrote no record."""
        return self.kind == ADOPTED


class MailRecord(msgspec.Struct, frozen=True):
    """What became of a mail. `reply` are the words of the mail server that refused it."""

    id: UUID
    kind: str
    recipient: str
    subject: str
    status: Status
    reason: Undelivered | None
    reply: str
    made_at: datetime
    changed_at: datetime

    @property
    def became(self) -> str:
        return texts.gettext(_IN_WORDS[self.status])

    @property
    def why(self) -> str:
        """Why it did not arrive, in words for who wrote it; '' where that is not known."""
        return texts.gettext(WHY[self.reason]) if self.reason else ""

    @property
    def is_undelivered(self) -> bool:
        return self.status in {"refused", "bounced"}
