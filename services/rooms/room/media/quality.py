"""How well somebody's media gets through: a score and plain words, from numbers alone."""

from enum import StrEnum
from typing import NamedTuple

import msgspec


class Measurements(msgspec.Struct, frozen=True, kw_only=True):
    """One person's media over the last second or two; shares are 0 to 1."""

    lost: bool = False
    """A connection of theirs is dead."""
    silent: bool = False
    """Their microphone is on, yet no sound arrives."""
    smaller: bool = False
    """Their large picture is wanted, yet only the small one arrives."""
    up_kbps: int = 0
    up_loss: float = 0.0
    sound_loss: float = 0.0
    jitter_ms: float = 0.0
    round_trip_ms: float | None = None
    down_kbps: int = 0
    down_loss: float = 0.0
    reduced: int = 0
    """Pictures that they get in a lower layer than requested, for want of bandwidth."""


class Trouble(StrEnum):
    """What is worst; each has its words, for others and for the person."""

    LOST = "lost"
    SILENT = "silent"
    BREAKS_UP = "breaks_up"
    WEAK_UPLOAD = "weak_upload"
    SMALLER = "smaller"
    SLOW_DOWNLOAD = "slow_download"
    REDUCED = "reduced"
    LATE = "late"
    UNEVEN = "uneven"


class Verdict(NamedTuple):
    """A score from 1 (bad) to 5 (good), and the worst trouble, if there is any."""

    score: int
    trouble: Trouble | None


WORDS: dict[Trouble, tuple[str, str]] = {
    Trouble.LOST: (
        "{name}'s connection is lost. They come back by themselves when they can.",
        "Your connection is lost. You come back by yourself when it returns.",
    ),
    Trouble.SILENT: (
        "{name}'s microphone is on, but no sound arrives.",
        "Your microphone is on, but no sound arrives.",
    ),
    Trouble.BREAKS_UP: (
        "{name}'s upload is very weak: the sound breaks up.",
        "Your upload is very weak: your sound breaks up.",
    ),
    Trouble.WEAK_UPLOAD: (
        "{name}'s upload is weak: the picture suffers, the sound is safe.",
        "Your upload is weak: your picture suffers, your sound is safe.",
    ),
    Trouble.SMALLER: (
        "{name}'s upload is weak: the picture is reduced, the sound is safe.",
        "Your upload is weak: your picture is reduced, your sound is safe.",
    ),
    Trouble.SLOW_DOWNLOAD: (
        "{name} cannot see and hear well: the connection to them is slow.",
        "You may not see and hear well: the connection to you is slow.",
    ),
    Trouble.REDUCED: (
        "{name} sees smaller pictures: the connection to them is slow.",
        "You see smaller pictures: the connection to you is slow.",
    ),
    Trouble.LATE: (
        "{name} hears and is heard late: the way is long.",
        "You hear and are heard late: the way is long.",
    ),
    Trouble.UNEVEN: (
        "{name}'s connection is uneven: sound and picture may stumble.",
        "Your connection is uneven: sound and picture may stumble.",
    ),
}


def judge(numbers: Measurements) -> Verdict:
    """Return the score, from 1 (bad) to 5 (good), and what is worst, if anything is."""
    found = _troubles(numbers)
    if not found:
        return Verdict(5 if _is_fine(numbers) else 4, None)
    return min((Verdict(score, trouble) for score, trouble in found), key=lambda v: v.score)


def words(trouble: Trouble | None, name: str | None) -> str:
    """Say it plainly to others about `name`, or with None to the person; "" when all is well."""
    if trouble is None:
        return ""
    of_others, of_self = WORDS[trouble]
    return of_self if name is None else of_others.format(name=name)


def _is_fine(n: Measurements) -> bool:
    return max(n.up_loss, n.down_loss) < 0.01 and n.jitter_ms < 30 and (n.round_trip_ms or 0) < 200


def _troubles(n: Measurements) -> list[tuple[int, Trouble]]:
    """List what is wrong; of the same score the first one counts."""
    round_trip = n.round_trip_ms or 0.0
    checks = (
        (n.lost, 1, Trouble.LOST),
        (n.silent, 1, Trouble.SILENT),
        (n.sound_loss >= 0.15, 1, Trouble.BREAKS_UP),
        (n.up_loss >= 0.10, 2, Trouble.WEAK_UPLOAD),
        (n.down_loss >= 0.10, 2, Trouble.SLOW_DOWNLOAD),
        (round_trip >= 800, 2, Trouble.LATE),
        (n.smaller, 3, Trouble.SMALLER),
        (n.up_loss >= 0.04, 3, Trouble.WEAK_UPLOAD),
        (n.reduced > 0, 3, Trouble.REDUCED),
        (n.down_loss >= 0.04, 3, Trouble.SLOW_DOWNLOAD),
        (round_trip >= 400, 3, Trouble.LATE),
        (n.jitter_ms >= 60, 3, Trouble.UNEVEN),
    )
    return [(score, trouble) for wrong, score, trouble in checks if wrong]
