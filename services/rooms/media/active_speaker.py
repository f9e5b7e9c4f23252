"""The active speaker: steady enough that a cough does not turn all heads."""

from collections.abc import Mapping

AUDIBLE = 77.0
"""Decibels above silence (127 dB below the loudest sound, RFC 6464) from which somebody speaks."""
LOUDER_BY = 6.0
HELD = 1.5
"""Seconds for which who spoke last stays the speaker of a silent room."""


class ActiveSpeaker:
    """`now` is one of the peers, or None."""

    def __init__(self) -> None:
        self.now: str | None = None
        self._spoke_at = float("-inf")

    def update(self, loudness: Mapping[str, float], now: float) -> bool:
        """Judge by how loud each peer is; whether somebody else speaks from now on."""
        before = self.now
        loudest = max(loudness, key=lambda peer: loudness[peer], default=None)
        if loudest is not None and loudness[loudest] >= AUDIBLE:
            current = loudness.get(self.now or "", 0.0)
            if current < AUDIBLE or loudness[loudest] >= current + LOUDER_BY:
                self.now = loudest
            self._spoke_at = now
        elif self.now not in loudness or now - self._spoke_at > HELD:
            self.now = None
        return self.now != before
