"""Asks "are you sure?" before what may be a slip, or cannot be taken back."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from services.gateway.web import forms
from shared.errors import DomainError
from shared.texts import gettext_noop

_ANYWAY = gettext_noop("Do it anyway")
CONFIRM = "confirm"
"""The field in which a form says what its person was asked, and wants all the same."""


class ConfirmationNeeded(DomainError):
    """Are you sure?

    `doubts` are sentences for who is asked, `confirm` what is posted when they mean it, `action`
    the words of that button. `typed` is all that they typed, for a page that has no script.
    """

    def __init__(self, doubts: Sequence[str], action: str, typed: Mapping[str, Any]) -> None:
        super().__init__()
        self.doubts = tuple(doubts)
        self.action = action
        self.confirm = " ".join(map(_key, doubts))
        self.typed = forms.pairs(typed, besides=(CONFIRM,))


def ask(posted: Mapping[str, Any], doubts: Sequence[str], *, action: str = _ANYWAY) -> None:
    """Go on where there are no doubts, or where each was asked about in these very words.

    Raises:
        ConfirmationNeeded
    """
    confirmed = set(str(posted.get(CONFIRM, "")).split())
    if not confirmed.issuperset(map(_key, doubts)):
        raise ConfirmationNeeded(doubts, action, posted)


def _key(doubt: str) -> str:
    return hashlib.sha256(doubt.encode()).hexdigest()[:16]
