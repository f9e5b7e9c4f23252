"""The parts of a stage's state: plain structs, without behaviour."""

from datetime import datetime

import msgspec

from services.rooms.takes.model import TakeRequest


class Countdown(msgspec.Struct, frozen=True):
    """A take that is about to begin."""

    number: int
    request: TakeRequest
    role: str
    starts_at: datetime


class Unattended(msgspec.Struct, frozen=True):
    """A running take waits for a host or runner."""

    number: int
    ends_at: datetime


class PrompterText(msgspec.Struct, frozen=True):
    """What the prompter shows; no two texts have the same revision, 0 is closed."""

    revision: int
    title: str
    text: str
    at: float = 0.0


CLOSED = PrompterText(0, "", "")


class Returning(msgspec.Struct, frozen=True):
    """Who was on stage when the room was on another node, and when their places expire."""

    who: frozenset[str] = frozenset()
    until: float = 0.0
    """Monotonic seconds."""


class StageSnapshot(msgspec.Struct, frozen=True):
    """Who is on stage, and what the prompter shows: what another node restores."""

    on_stage: list[str] = []
    title: str = ""
    text: str = ""
    at: float = 0.0


class SavedSnapshot(msgspec.Struct, frozen=True):
    """The encoded snapshot that was saved last, and when."""

    body: bytes = b""
    at: float = 0.0
    """Monotonic seconds."""
