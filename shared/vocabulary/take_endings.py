"""Why a take ended that nobody stopped: rooms writes the code down, the gateway shows the words."""

from typing import Literal, TypeAlias

from shared.texts import gettext_noop

TakeEnding: TypeAlias = Literal[
    "unattended", "everyone_left", "consent_withdrawn", "recorder_failed", "room_closed",
    "interrupted", "disk_full",
]  # fmt: skip

WORDS: dict[str, str] = {
    "unattended": gettext_noop("It ended by itself: no host or runner was there any more."),
    "everyone_left": gettext_noop("It ended by itself: everyone had left the stage."),
    "consent_withdrawn": gettext_noop("It ended because somebody took back their agreement."),
    "recorder_failed": gettext_noop("It ended early: the recorder could not go on."),
    "disk_full": gettext_noop(
        "It ended early: the recorder's disk was nearly full. What was recorded is kept."
    ),
    "room_closed": gettext_noop("It ended early: the room was closed."),
    "interrupted": gettext_noop(
        "It was cut off: the server that recorded it failed. What was recorded is kept."
    ),
}


def words(ending: str | None) -> str:
    """Say in a sentence why a take ended; "" where somebody stopped it, or a newer process knows
    why and this one does not."""
    return WORDS.get(ending or "", "")
