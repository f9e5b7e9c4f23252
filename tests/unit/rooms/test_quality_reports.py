"""What counts of a person's statistics, and metrics that go with them."""

import msgspec

from services.rooms.media.model import DownstreamStats, PeerState, PeerStats, TrackStats
from services.rooms.room.media.quality_reports import numbers_of
from tests.unit.rooms.people import participant

SOUND = TrackStats(
    kind="audio",
    layer="high",
    screen=False,
    packets=50,
    bytes=5_000,
    lost=0,
    loss=0.0,
    jitter_ms=4.0,
    bitrate=32_000,
    keyframes=0,
)
SMALL = msgspec.structs.replace(SOUND, kind="video", layer="low", bitrate=150_000)
LARGE = msgspec.structs.replace(SMALL, layer="high", bitrate=1_500_000, loss=0.05)


def stats(*sending: TrackStats, downstream: DownstreamStats | None = None) -> PeerStats:
    return PeerStats(state=PeerState.CONNECTED, sending=sending, downstream=downstream)


def test_all_that_is_sent_counts_and_the_worst_loss() -> None:
    numbers = numbers_of(participant("Ana"), stats(SOUND, SMALL, LARGE))
    assert numbers.up_kbps == 1_682
    assert (numbers.up_loss, numbers.sound_loss) == (0.05, 0.0)
    assert not numbers.silent


def test_sound_that_stops_is_missed_only_while_the_microphone_is_on() -> None:
    ana = participant("Ana")
    stopped = stats(msgspec.structs.replace(SOUND, bitrate=0))
    assert not numbers_of(ana, stopped).silent
    ana.microphone = True
    assert numbers_of(ana, stopped).silent
    assert not numbers_of(ana, stats(msgspec.structs.replace(SOUND, packets=0, bitrate=0))).silent


def test_a_large_picture_that_is_wanted_and_does_not_come_is_missed() -> None:
    ana = participant("Ana")
    only_small = stats(SMALL, msgspec.structs.replace(LARGE, bitrate=0))
    assert not numbers_of(ana, only_small).smaller
    ana.active_layers = frozenset({"high"})
    assert numbers_of(ana, only_small).smaller
    assert not numbers_of(ana, stats(SMALL, LARGE)).smaller
