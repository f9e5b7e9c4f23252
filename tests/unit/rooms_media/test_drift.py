"""Half an hour with clocks that run apart: sound and picture of one moment stay together."""

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.rooms.media.rtp.clock import RATES, Kind, SenderClock
from services.rooms.takes.recording.timeline import Timeline
from tests.extent import examples

START = 1000.0
NTP = 4e9
MINUTES = 30
TOGETHER_S = 0.04
PPM = 1e-6

drifts = st.floats(-50, 50)


class Sender:
    """A browser whose sound card, camera and wall clock each run a little too fast or slow."""

    def __init__(self, sound: float, picture: float, wall: float, seed: int) -> None:
        self._rates = {
            "audio": RATES["audio"] * (1 + sound * PPM),
            "video": RATES["video"] * (1 + picture * PPM),
        }
        self._wall = 1 + wall * PPM
        self._chance = random.Random(seed)

    def stamp(self, kind: Kind, moment: float) -> int:
        return (round(moment * self._rates[kind]) + 0xFFFF0000) & 0xFFFFFFFF

    def report(self, kind: Kind, moment: float) -> SenderClock:
        ntp = NTP + moment * self._wall
        return SenderClock(ntp, self.stamp(kind, moment), self.arrival(moment))

    def arrival(self, moment: float, delay: float = 0.0) -> float:
        """By our clock, over a line that takes its time."""
        return START + moment + delay + self._chance.uniform(0.01, 0.08)


@settings(max_examples=examples(6), deadline=None)
@given(sound=drifts, picture=drifts, wall=drifts, delay=st.floats(0, 0.4), seed=st.integers(0, 99))
@example(sound=50, picture=-50, wall=50, delay=0.2, seed=1)
@example(sound=-50, picture=50, wall=-50, delay=0.0, seed=2)
def test_sound_and_picture_stay_together(
    sound: float, picture: float, wall: float, delay: float, seed: int
) -> None:
    """`delay` is that of pictures behind the sound on the line, not in the room."""
    sender, timeline = Sender(sound, picture, wall, seed), Timeline(START)
    for kind in RATES:
        timeline.clock(kind, sender.report(kind, 0.0))
    worst = 0.0
    for tick in range(MINUTES * 60 * 50):
        moment = tick / 50
        arrived = timeline.sound(sender.stamp("audio", moment), sender.arrival(moment))
        if tick % 50 == 0:
            seen = timeline.picture(sender.stamp("video", moment), sender.arrival(moment, delay))
            worst = max(worst, abs(seen - arrived))
        if tick % 250 == 0:
            for kind in RATES:
                timeline.clock(kind, sender.report(kind, moment))
    assert worst < TOGETHER_S
