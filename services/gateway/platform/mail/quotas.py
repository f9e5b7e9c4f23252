"""How much mail an office may have sent: little before its first payment, and never without end.

Whoever gives an address and a name here has Callboard write to strangers. Quotas count what
members cause; mails that Callboard sends by itself, and answers that are owed, always leave.
"""

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.platform.mail.letters import Letter
from services.gateway.platform.mail.senders import Sender, sender_of
from services.gateway.web.desk import Desk
from services.gateway.web.rate_limit import QuotaExceeded
from services.gateway.web.rendering import texts
from shared import addresses
from shared.errors import Invalid
from shared.ids import AgencyId
from shared.tenancy import Connection
from shared.texts import gettext_noop

Level: TypeAlias = Literal["new", "trying", "paying"]
Reason: TypeAlias = Literal["agency", "person", "recipient", "again"]

AGAIN_S = 60.0
"""So many seconds lie between two mails to one address, when one is sent again."""
PER_RECIPIENT = 8
PER_RECIPIENT_OF_ALL = 100
"""So many mails a day go to one address: of one office, and of all."""


class Quota(msgspec.Struct, frozen=True):
    """Mails of one office within ten minutes and within a day, and of one person within a day."""

    soon: int
    day: int
    person: int


QUOTAS: dict[Level, Quota] = {
    "new": Quota(soon=10, day=20, person=30),
    "trying": Quota(soon=60, day=150, person=200),
    "paying": Quota(soon=300, day=1500, person=1500),
}


class Counts(msgspec.Struct, frozen=True):
    """What was queued of late; `again_s` are the seconds since this office's last mail to this
    recipient."""

    agency_soon: int
    agency_day: int
    person_day: int
    recipient_day: int
    recipient_all: int
    again_s: float | None


class TooManyMails(QuotaExceeded):
    """This is more mail than can be sent just now. Please go on later."""

    def __init__(self, reason: Reason, agency: AgencyId, level: Level) -> None:
        super().__init__(_SAID[reason])
        self.reason, self.agency, self.level = reason, agency, level


_SAID: dict[Reason, str] = {
    "agency": gettext_noop(
        "Your office has sent as many invitations as it may for now. Nothing was sent; please"
        " go on later. Offices that pay may send more."
    ),
    "person": gettext_noop(
        "You have sent as many invitations today as one person may. Nothing was sent."
    ),
    "recipient": gettext_noop(
        "This address has had several mails today, so nothing more is sent to it until tomorrow."
    ),
    "again": gettext_noop(
        "A mail went there less than a minute ago. Please wait a moment before another."
    ),
}

# What looks like an address of a page, of a mailbox or of a telephone.
_LEADS_AWAY = re.compile(
    r"://|www\.|\S@\S|\w\.(?:[^\W\d_]{2}|xn--)|\+(?:[\s().-]?\d){7}|\d{2,}(?:[\s().-]+\d{2,}){2}",
    re.IGNORECASE,
)


def leads_away(word: str) -> bool:
    return _LEADS_AWAY.search(word) is not None


def exceeded(counts: Counts, level: Level, *, again: bool) -> Reason | None:
    """Return which quota one mail more would exceed."""
    quota = QUOTAS[level]
    if again and counts.again_s is not None and counts.again_s < AGAIN_S:
        return "again"
    if counts.recipient_day >= PER_RECIPIENT or counts.recipient_all >= PER_RECIPIENT_OF_ALL:
        return "recipient"
    if counts.agency_soon >= quota.soon or counts.agency_day >= quota.day:
        return "agency"
    return "person" if counts.person_day >= quota.person else None


async def level_of(desk: Desk) -> Level:
    """Say how well an office is known: by what it pays for."""
    statuses = {
        row["status"]
        for row in await desk.connection.fetch("SELECT status FROM platform.billing_own_account_v1")
    }
    if statuses & {"active", "past_due"}:
        return "paying"
    return "trying" if statuses - {"incomplete", "incomplete_expired"} else "new"


async def counted(connection: Connection, sender: UUID, recipient: str) -> Counts:
    """Count what was queued of late; the sender is held until the transaction ends."""
    (row,) = await connection.fetch(
        """SELECT agency_soon, agency_day, person_day, recipient_day, recipient_all, again_s
        FROM gateway.mail_counts($1, $2)""",
        sender,
        addresses.comparable(recipient),
    )
    return Counts(**row)


async def allow(desk: Desk, recipient: str, words: Iterable[str], *, again: bool = False) -> Level:
    """Let a member cause a mail, in which `words` of their own will stand.

    Raises:
        TooManyMails
        Invalid: before the first payment, a name in it leads elsewhere.
    """
    level = await level_of(desk)
    counts = await counted(desk.connection, desk.person.id, recipient)
    if reason := exceeded(counts, level, again=again):
        raise TooManyMails(reason, desk.agency.id, level)
    if level == "new" and (word := next(filter(leads_away, words), None)):
        raise Invalid(
            f"“{word[:80]}” looks like an address. Before your first payment, names in mails"
            " may hold none."
        )
    return level


_NEW = gettext_noop("""--

You do not know {agency}? They are new to Callboard, and have paid for nothing yet.
Then do nothing: nobody is told that you have read this.
""")


def plainly(level: Level, agency: str, letter: Letter) -> Letter:
    """Write a letter as it goes out: of an office that never paid, no word of theirs is its
    subject, and it says who writes."""
    if level != "new":
        return letter
    return letter.followed_by(_NEW, agency=agency).under(
        texts.gettext("An invitation, sent with Callboard")
    )


def sender(desk: Desk, level: Level) -> Sender:
    """Return the office of a desk as a sender; before its first payment no name leads away."""
    office, settings = desk.agency.name, desk.settings
    return sender_of(
        office,
        settings.reply_to or desk.person.email,
        trusted=level != "new" or not leads_away(office),
        signature=settings.signature,
    )


async def sender_at(desk: Desk) -> Sender:
    """Do as `sender` does, for a mail that no quota counts."""
    return sender(desk, await level_of(desk))
