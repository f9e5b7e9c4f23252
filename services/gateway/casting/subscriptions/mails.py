"""The words of mails to those who pay. Each function returns a subject and a body."""

from collections.abc import Sequence
from datetime import datetime

from services.gateway.casting.subscriptions.model import Repair
from shared.lines import isolated
from shared.vocabulary.entitlements import KEPT_FOR
from shared.vocabulary.plans import usd

_END = "\nYou find it in Callboard, under the production's money.\n\nCallboard\n"


def hours(title: str, percent: int) -> tuple[str, str]:
    if percent >= 100:
        body = (
            f"Hello,\n\n{title} has used all recorded hours that its plan includes this month.\n"
            "Recording goes on. What is beyond is on the next invoice, at your plan's price for\n"
            "an hour. During a trial nothing more is recorded until a plan is paid for.\n"
        )
        return f"{title}: all recorded hours are used", body + _END
    body = (
        f"Hello,\n\n{title} has used {percent} % of the recorded hours that its plan includes\n"
        "this month. A larger plan includes more.\n"
    )
    return f"{title}: {percent} % of the recorded hours are used", body + _END


def failed(title: str, cents: int, next_attempt_at: datetime | None) -> tuple[str, str]:
    opening = f"Hello,\n\nthe payment of {usd(cents)} for {title} did not go through.\n"
    if next_attempt_at is None:
        body = (
            "It is not tried again. The production can be read and exported, and works again once\n"
            "the open invoice is paid. Please look at your card.\n"
        )
    else:
        body = (
            "Everything still works. Please look at your card: it is tried again on\n"
            f"{next_attempt_at:%d %B %Y}.\n"
        )
    return f"The payment for {title} did not go through", opening + body + _END


def repairs(found: Sequence[Repair]) -> tuple[str, str]:
    lines = "".join(
        f"- {isolated(each.title or 'A production that was deleted')}, "
        f"{each.repaired_at:%d %B %Y}: "
        f"{each.what}\n"
        for each in found
    )
    body = (
        "Hello,\n\nnot every message from Stripe about your subscriptions had reached us. We have\n"
        f"looked again, and have put right:\n\n{lines}\n"
        "There is nothing for you to do. If something here surprises you, please look at the\n"
        "invoices.\n"
    )
    return "We have put something right in your subscriptions", body + _END


def deleted(title: str) -> tuple[str, str]:
    body = (
        f"Hello,\n\n{title} has been deleted, as we announced: its subscription ended\n"
        f"{KEPT_FOR.days} days ago. Roles, sides, sessions, recordings, scores and answers are\n"
        "gone. Your invoices stay, and your other productions are as they were.\n\nCallboard\n"
    )
    return f"{title} has been deleted", body


def deletion(
    title: str, delete_at: datetime, *, wrapped: bool = False, owed: int = 0
) -> tuple[str, str]:
    """`owed` is how many people came and have no answer yet."""
    back = "" if wrapped else " Subscribing again before\nthen keeps all of it."
    body = (
        f"Hello,\n\nthe subscription of {title} has ended. We keep what belongs to it for\n"
        f"{KEPT_FOR.days} days: it is deleted on {delete_at:%d %B %Y}. Until then it can be read\n"
        f"and exported.{back}\n"
    )
    if owed:
        who = "One person" if owed == 1 else f"{owed} people"
        body += (
            f"\n{who} who came to audition had no answer yet. It can still be written until then.\n"
        )
    return f"{title} will be deleted on {delete_at:%d %B %Y}", body + _END
