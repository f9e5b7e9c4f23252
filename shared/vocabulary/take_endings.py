"""Why a take ended that nobody stopped: rooms writes the code down, the gateway shows the words."""

from typing import Literal, TypeAlias

TakeEnding: TypeAlias = Literal[
    "unattended", "everyone_left", "consent_withdrawn", "recorder_failed", "room_closed",
    "interrupted", "disk_full",
]  # fmt: skip

WORDS: dict[str, str] = {
    "unattended": "It ended by itself: no host or runner was there any more.",
    "everyone_left": "It ended by itself: everyone had left the stage.",
    "consent_withdrawn": "It ended because somebody took back their agreement.",
    "recorder_failed": "It ended early: the recorder could not go on.",
    "disk_full": "It ended early: the recorder's disk was nearly full. What was recorded is kept.",
    "room_closed": "It ended early: the room was closed.",
    "interrupted": "It was cut off: the server that recorded it failed. What was recorded is kept.",
}


def words(ending: str | None) -> str:
    """Say in a sentence why a take ended; "" where somebody stopped it, or a newer process knows
    why and this one does not."""
    return WORDS.get(ending or "", "")
