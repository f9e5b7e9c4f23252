"""A recorder that is killed at any moment: the next one makes the same file."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from services.rooms.media.rtp.clock import Kind, SenderClock
from services.rooms.takes.recording.muxer import Muxer
from services.rooms.takes.recording.protocol import Checkpoint, Closed
from tests.extent import examples
from tests.unit.rooms_media.films import film

START = 500.0
NTP = 4e9
SHOT = film(seconds=5)
Arrivals = tuple[float, Kind, bytes | SenderClock]


def arrived(lost: set[int], late: dict[int, float]) -> list[Arrivals]:
    """What a recorder hears of the film over a bad line, with a report each second."""
    packets: list[Arrivals] = [
        (at + late.get(number, 0.0), kind, data)
        for number, (at, kind, data) in enumerate(SHOT)
        if number not in lost
    ]
    for second in range(5):
        packets.append(
            (second, "audio", SenderClock(NTP + second, second * 48_000, START + second))
        )
        packets.append(
            (second, "video", SenderClock(NTP + second, second * 90_000, START + second))
        )
    return sorted(packets, key=lambda one: one[0])


def media_source(muxer: Muxer, packets: Sequence[Arrivals]) -> None:
    for at, kind, what in packets:
        if isinstance(what, SenderClock):
            muxer.clock(kind, what)
        else:
            muxer.packet(kind, what, START + at)


def recorded(path: Path, packets: Sequence[Arrivals], deaths: Sequence[tuple[int, int]]) -> Closed:
    """Record with a checkpoint and a later death at each of some places."""
    muxer, known = Muxer.begin(path, START), Checkpoint(1, 0, b"", [], [])
    for saved, died in deaths:
        media_source(muxer, packets[known.upto : saved])
        fresh = muxer.checkpoint(1, saved)
        cues, gaps = known.cues + fresh.cues, known.gaps + fresh.gaps
        known = Checkpoint(1, saved, fresh.state, cues, gaps)
        media_source(muxer, packets[saved:died])
        muxer.flush()
        muxer.abandon()
        muxer = Muxer.resume(path, known)
    media_source(muxer, packets[known.upto :])
    return muxer.finish(1, START + 5.2)


places = st.integers(0, len(SHOT))


@settings(max_examples=examples(30), deadline=None)
@given(
    deaths=st.lists(st.tuples(places, places).map(sorted), max_size=3).map(sorted),
    lost=st.sets(places, max_size=8),
    late=st.dictionaries(places, st.floats(0.0, 1.5), max_size=8),
)
def test_what_a_killed_recorder_leaves_is_gone_on_with_as_if_nothing_had_been(
    deaths: list[list[int]], lost: set[int], late: dict[int, float]
) -> None:
    packets = arrived(lost, late)
    with tempfile.TemporaryDirectory() as folder:
        whole, mended = Path(folder) / "whole.webm", Path(folder) / "mended.webm"
        once = recorded(whole, packets, [])
        again = recorded(mended, packets, [(saved, died) for saved, died in deaths])
        assert mended.read_bytes() == whole.read_bytes()
    assert again == once
