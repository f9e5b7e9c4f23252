"""The words of mails to those who pay."""

from collections.abc import Sequence
from datetime import datetime

from services.gateway.casting.subscriptions.model import Repair
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from services.gateway.web.rendering import texts
from shared.lines import isolated
from shared.texts import gettext_noop
from shared.vocabulary.entitlements import KEPT_FOR
from shared.vocabulary.plans import usd

_END = gettext_noop("You find it in Callboard, under the production's money.\n\nCallboard\n")

_SOME_HOURS = gettext_noop("""Hello,

{title} has used {percent} % of the recorded hours that its plan includes
this month. A larger plan includes more.""")

_ALL_HOURS = gettext_noop("""Hello,

{title} has used all recorded hours that its plan includes this month.
Recording goes on. What is beyond is on the next invoice, at your plan's price for
an hour. During a trial nothing more is recorded until a plan is paid for.""")

_LAST_FAILED = gettext_noop("""Hello,

the payment of {amount} for {title} did not go through.
It is not tried again. The production can be read and exported, and works again once
the open invoice is paid. Please look at your card.""")
_FAILED = gettext_noop("""Hello,

the payment of {amount} for {title} did not go through.
Everything still works. Please look at your card: it is tried again on
{next_attempt}.""")

_REPAIRS = gettext_noop("""Hello,

not every message from Stripe about your subscriptions had reached us. We have
looked again, and have put right:

{repairs}

There is nothing for you to do. If something here surprises you, please look at the
invoices.""")

_DELETED = gettext_noop("""Hello,

{title} has been deleted, as we announced: its subscription ended
{days} days ago. Roles, sides, sessions, recordings, scores and answers are
gone. Your invoices stay, and your other productions are as they were.

Callboard
""")

_DELETION = gettext_noop("""Hello,

the subscription of {title} has ended. We keep what belongs to it for
{days} days: it is deleted on {day}. Until then it can be read
and exported. Subscribing again before
then keeps all of it.""")
_DELETION_OF_WRAPPED = gettext_noop("""Hello,

the subscription of {title} has ended. We keep what belongs to it for
{days} days: it is deleted on {day}. Until then it can be read
and exported.""")


def hours(title: str, percent: int) -> Letter:
    if percent >= 100:
        subject = gettext_noop("{title}: all recorded hours are used")
        return mail.letter(subject, _ALL_HOURS, _END, title=title)
    subject = gettext_noop("{title}: {percent} % of the recorded hours are used")
    return mail.letter(subject, _SOME_HOURS, _END, title=title, percent=str(percent))


def failed(title: str, cents: int, next_attempt_at: datetime | None) -> Letter:
    again = f"{next_attempt_at:%d %B %Y}" if next_attempt_at else ""
    return mail.letter(
        "The payment for {title} did not go through",
        _FAILED if next_attempt_at else _LAST_FAILED,
        _END,
        title=title,
        amount=usd(cents),
        next_attempt=again,
    )


def repairs(found: Sequence[Repair]) -> Letter:
    lines = (
        f"- {isolated(each.title or 'A production that was deleted')}, "
        f"{each.repaired_at:%d %B %Y}: {each.what}"
        for each in found
    )
    subject = gettext_noop("We have put something right in your subscriptions")
    return mail.letter(subject, _REPAIRS, _END, repairs="\n".join(lines))


def deleted(title: str) -> Letter:
    days = str(KEPT_FOR.days)
    return mail.letter("{title} has been deleted", _DELETED, title=title, days=days)


def deletion(title: str, delete_at: datetime, *, wrapped: bool = False, owed: int = 0) -> Letter:
    """`owed` is how many people came and have no answer yet."""
    day = f"{delete_at:%d %B %Y}"
    return mail.letter(
        "{title} will be deleted on {day}",
        _DELETION_OF_WRAPPED if wrapped else _DELETION,
        _owed(owed) if owed else "",
        _END,
        title=title,
        days=str(KEPT_FOR.days),
        day=day,
        owed=str(owed),
    )


def _owed(owed: int) -> str:
    return texts.ngettext(
        "One person who came to audition had no answer yet. It can still be written until then.",
        "{owed} people who came to audition had no answer yet. It can still be written until then.",
        owed,
    )
