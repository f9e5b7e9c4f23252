"""Every two seconds: how well each person's media gets through, for them, for hosts, as metrics."""

import contextlib
import hashlib
from collections.abc import Sequence

from services.rooms import metrics
from services.rooms.media.model import PeerState, PeerStats, TrackStats
from services.rooms.protocol.server_messages import PersonQuality, Quality
from services.rooms.room.media import quality
from services.rooms.room.media.quality import Measurements
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room

Measured = tuple[Participant, Measurements, quality.Verdict]


def measure(room: Room) -> None:
    """Send hosts and runners everyone's quality, everyone else their own."""
    stats = room.media.stats()
    here = [p for p in room.people.values() if p.publishes or p.subscribes]
    measured = [_measured(p, stats[p.who]) for p in here if p.who in stats]
    for one in measured:
        _note(room, *one)
        if not one[0].manages:
            room.send(one[0], Quality([_described(*one, to_self=True)]))
    for host in (p for p in room.people.values() if p.manages):
        room.send(host, Quality([_described(*one, to_self=one[0] is host) for one in measured]))


def forget(room: Room, participant: Participant) -> None:
    """Drop the metrics of somebody who left."""
    labels = (_label(room), participant.who)
    for gauge in (metrics.JITTER, metrics.ROUND_TRIP, metrics.SCORE):
        with contextlib.suppress(KeyError):
            gauge.remove(*labels)
    for gauge in (metrics.LOSS, metrics.BITRATE):
        for way in ("up", "down"):
            with contextlib.suppress(KeyError):
                gauge.remove(*labels, way)


def _measured(participant: Participant, stats: PeerStats) -> Measured:
    numbers = numbers_of(participant, stats)
    return participant, numbers, quality.judge(numbers)


def numbers_of(participant: Participant, stats: PeerStats) -> Measurements:
    """Draw together what counts for one person."""
    sounds = [t for t in stats.sending if t.kind == "audio"]
    downstream = stats.downstream
    return Measurements(
        lost=stats.state is PeerState.LOST,
        silent=_is_silent(participant, sounds),
        smaller=_is_smaller(participant, stats.sending),
        up_kbps=sum(t.bitrate for t in stats.sending) // 1000,
        up_loss=max((t.loss for t in stats.sending), default=0.0),
        sound_loss=max((t.loss for t in sounds), default=0.0),
        jitter_ms=max((t.jitter_ms for t in stats.sending if t.bitrate), default=0.0),
        round_trip_ms=downstream.round_trip_ms if downstream else None,
        down_kbps=downstream.bitrate // 1000 if downstream else 0,
        down_loss=downstream.loss if downstream else 0.0,
        reduced=downstream.reduced if downstream else 0,
    )


def _is_silent(participant: Participant, sounds: Sequence[TrackStats]) -> bool:
    """Whether sound that should come does not, after it has come once."""
    received = any(t.packets for t in sounds)
    return participant.microphone and received and not any(t.bitrate for t in sounds)


def _is_smaller(participant: Participant, sending: Sequence[TrackStats]) -> bool:
    cameras = {t.layer: t.bitrate for t in sending if t.kind == "video" and not t.screen}
    active = participant.active_layers or frozenset()
    return "high" in active and bool(cameras.get("low")) and not cameras.get("high")


def _described(
    participant: Participant, numbers: Measurements, verdict: quality.Verdict, *, to_self: bool
) -> PersonQuality:
    return PersonQuality(
        who=participant.who,
        score=verdict.score,
        words=quality.words(verdict.trouble, None if to_self else participant.name),
        up_kbps=numbers.up_kbps,
        down_kbps=numbers.down_kbps,
        loss=round(max(numbers.up_loss, numbers.down_loss), 3),
        jitter_ms=round(numbers.jitter_ms, 1),
        round_trip_ms=numbers.round_trip_ms and round(numbers.round_trip_ms, 1),
    )


def _note(
    room: Room, participant: Participant, numbers: Measurements, verdict: quality.Verdict
) -> None:
    labels = (_label(room), participant.who)
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
