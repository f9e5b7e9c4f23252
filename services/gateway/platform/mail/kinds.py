"""Kinds of mails, and what follows from each: who is served first, and who may ask for no more."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Literal, TypeAlias

from shared.jobs import Priority
from shared.jobs.model import BACK_OFF
from shared.texts import gettext_noop

Kind: TypeAlias = Literal[
    "sign_in",
    "new_browser",
    "passkey_added",
    "team_invitation",
    "team_withdrawal",
    "reply_address",
    "invitation",
    "withdrawal",
    "agreement",
    "question",
    "answer",
    "payment",
    "hours",
    "storage",
    "deletion",
    "webhook_off",
    "operator",
]
"""What a mail is, by the act that causes it."""

PRIORITIES: Mapping[Kind, Priority] = {
    "sign_in": Priority.URGENT,
    "new_browser": Priority.SOON,
    "passkey_added": Priority.SOON,
    "team_invitation": Priority.SOON,
    "team_withdrawal": Priority.SOON,
    "reply_address": Priority.SOON,
    "invitation": Priority.SOON,
    "withdrawal": Priority.SOON,
    "agreement": Priority.SOON,
    "question": Priority.NORMAL,
    "answer": Priority.NORMAL,
    "payment": Priority.NORMAL,
    "hours": Priority.BULK,
    "storage": Priority.BULK,
    "deletion": Priority.NORMAL,
    "webhook_off": Priority.NORMAL,
    "operator": Priority.NORMAL,
}
"""Which mails leave first."""

DELAYS: Sequence[timedelta] = (*BACK_OFF, timedelta(hours=12))
"""How long a mail waits after each attempt that its server put off (RFC 5321 section 4.5.4.1)."""

GOOD_FOR: Mapping[str, timedelta] = {"sign_in": timedelta(minutes=10)}
"""How long a mail is of use, where it is not for as long as it is tried: as long as its link."""

SUPPRESSIBLE: Mapping[str, str] = {
    "hours": gettext_noop("how many recorded hours are used"),
    "storage": gettext_noop("how full the storage of files is"),
}
"""Kinds that somebody may want no more of, in words; never what is about a person's own audition,
their account, or what is owed."""

ADOPTED = "adopted"
"""The kind of what the version before queued, which knew none."""
