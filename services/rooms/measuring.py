"""Every two seconds: how well each person's media gets through, for them, for hosts, as metrics."""

import contextlib
import hashlib
from collections.abc import Sequence

from services.rooms import metrics, quality
from services.rooms.media import PeerState, PeerStats, TrackStats
from services.rooms.people import Person
from services.rooms.quality import Numbers
from services.rooms.room import Room
from services.rooms.told import PersonQuality, Quality

Measured = tuple[Person, Numbers, quality.Verdict]


def measure(room: Room) -> None:
    """Tell hosts and runners of everyone, everyone else of themselves."""
    stats = room.media.stats()
    here = [p for p in room.people.values() if p.publishes or p.subscribes]
    measured = [_measured(p, stats[p.who]) for p in here if p.who in stats]
    for one in measured:
        _note(room, *one)
        if not one[0].manages:
            room.tell(one[0], Quality([_described(*one, to_self=True)]))
    for host in (p for p in room.people.values() if p.manages):
        room.tell(host, Quality([_described(*one, to_self=one[0] is host) for one in measured]))


def forget(room: Room, person: Person) -> None:
    """Drop the metrics of somebody who left."""
    labels = (_label(room), person.who)
    for gauge in (metrics.JITTER, metrics.ROUND_TRIP, metrics.SCORE):
        with contextlib.suppress(KeyError):
            gauge.remove(*labels)
    for gauge in (metrics.LOSS, metrics.BITRATE):
        for way in ("up", "down"):
            with contextlib.suppress(KeyError):
                gauge.remove(*labels, way)


def _measured(person: Person, stats: PeerStats) -> Measured:
    numbers = numbers_of(person, stats)
    return person, numbers, quality.judge(numbers)


def numbers_of(person: Person, stats: PeerStats) -> Numbers:
    """Draw together what counts for one person."""
    sounds = [t for t in stats.sending if t.kind == "audio"]
    viewing = stats.viewing
    return Numbers(
        lost=stats.state is PeerState.LOST,
        silent=_is_silent(person, sounds),
        smaller=_is_smaller(person, stats.sending),
        up_kbps=sum(t.bitrate for t in stats.sending) // 1000,
        up_loss=max((t.loss for t in stats.sending), default=0.0),
        sound_loss=max((t.loss for t in sounds), default=0.0),
        jitter_ms=max((t.jitter_ms for t in stats.sending if t.bitrate), default=0.0),
        round_trip_ms=viewing.round_trip_ms if viewing else None,
        down_kbps=viewing.bitrate // 1000 if viewing else 0,
        down_loss=viewing.loss if viewing else 0.0,
        reduced=viewing.reduced if viewing else 0,
    )


def _is_silent(person: Person, sounds: Sequence[TrackStats]) -> bool:
    """Whether sound that should come does not, after it has come once."""
    heard = any(t.packets for t in sounds)
    return person.microphone and heard and not any(t.bitrate for t in sounds)


def _is_smaller(person: Person, sending: Sequence[TrackStats]) -> bool:
    cameras = {t.size: t.bitrate for t in sending if t.kind == "video" and not t.screen}
    wanted = person.wanted or frozenset()
    return "large" in wanted and bool(cameras.get("small")) and not cameras.get("large")


def _described(
    person: Person, numbers: Numbers, verdict: quality.Verdict, *, to_self: bool
) -> PersonQuality:
    return PersonQuality(
        who=person.who,
        score=verdict.score,
        words=quality.words(verdict.trouble, None if to_self else person.name),
        up_kbps=numbers.up_kbps,
        down_kbps=numbers.down_kbps,
        loss=round(max(numbers.up_loss, numbers.down_loss), 3),
        jitter_ms=round(numbers.jitter_ms, 1),
        round_trip_ms=numbers.round_trip_ms and round(numbers.round_trip_ms, 1),
    )


def _note(room: Room, person: Person, numbers: Numbers, verdict: quality.Verdict) -> None:
    labels = (_label(room), person.who)
    metrics.SCORES.observe(verdict.score)
    metrics.SCORE.labels(*labels).set(verdict.score)
    metrics.JITTER.labels(*labels).set(numbers.jitter_ms)
    metrics.ROUND_TRIP.labels(*labels).set(numbers.round_trip_ms or 0)
    for way, loss, kbps in (
        ("up", numbers.up_loss, numbers.up_kbps),
        ("down", numbers.down_loss, numbers.down_kbps),
    ):
        metrics.LOSS.labels(*labels, way).set(loss)
        metrics.BITRATE.labels(*labels, way).set(kbps)


def _label(room: Room) -> str:
    """Name a room object without naming the agency and session."""
    return hashlib.blake2b(room.name.encode(), digest_size=6).hexdigest()
