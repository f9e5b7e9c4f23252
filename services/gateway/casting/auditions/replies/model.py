"""How somebody stands to their time: what they were told of it, and what they replied."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec

from shared.errors import Conflict
from shared.texts import gettext_noop

Reply: TypeAlias = Literal["confirmed", "cannot", "another_time"]
"""What somebody may answer, and change as often as they like until their time has begun."""
ReplyState: TypeAlias = Literal["not_told", "told", "opened", "confirm_again"] | Reply

BECOMES: Mapping[ReplyState, frozenset[ReplyState]] = {
    "not_told": frozenset({"told"}),
    "told": frozenset({"opened", "confirmed", "cannot", "another_time", "confirm_again"}),
    "opened": frozenset({"told", "confirmed", "cannot", "another_time", "confirm_again"}),
    "confirmed": frozenset({"cannot", "another_time", "confirm_again"}),
    "cannot": frozenset({"confirmed", "another_time", "confirm_again"}),
    "another_time": frozenset({"confirmed", "cannot", "confirm_again"}),
    "confirm_again": frozenset({"told", "opened", "confirmed", "cannot", "another_time"}),
}
"""What each state may change to. A moved time asks again; moved back before anybody was told, it is
as it was. A new link is told, and not opened yet."""

IN_WORDS: Mapping[ReplyState, str] = {
    "not_told": gettext_noop("Not told"),
    "told": gettext_noop("Told"),
    "opened": gettext_noop("Opened"),
    "confirmed": gettext_noop("Confirmed"),
    "cannot": gettext_noop("Cannot"),
    "another_time": gettext_noop("Another time"),
    "confirm_again": gettext_noop("Confirm again"),
}


class Standing(msgspec.Struct, frozen=True):
    """What is known of somebody's time. `known_start` is the start that they were told, where it is
    no longer theirs; `reply_for` is the start that they replied to."""

    starts_at: datetime
    told_at: datetime | None
    opened_at: datetime | None
    known_start: datetime | None = None
    reply: Reply | None = None
    reply_for: datetime | None = None

    @property
    def state(self) -> ReplyState:
        """The first that holds."""
        facts: Sequence[tuple[ReplyState, bool]] = (
            ("not_told", self.told_at is None),
            (self.reply or "told", self.reply is not None and self.reply_for == self.starts_at),
            ("confirm_again", self.known_start is not None or self.reply is not None),
            ("opened", self.opened_at is not None),
        )
        return next((state for state, holds in facts if holds), "told")


class NewReply(msgspec.Struct, frozen=True):
    """What somebody answers; `note` says which time would be possible, or why none is."""

    reply: Reply
    note: Annotated[str, msgspec.Meta(max_length=500, pattern=r"^[^\u0000]*$")] = ""


class NoTime(Conflict):
    """There is no time to reply to just now. Please wait for a mail of the casting office."""


class TimeIsOver(Conflict):
    """This time is over. Please write to the casting office."""
