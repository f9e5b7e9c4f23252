"""The loss of packets, by a subscriber's receiver reports.

Browsers send a report with every request to repeat something: its own fraction is about the few
packets since the one before, and always taken just when one is missing. So fractions are taken
over a while, from what each report counts since the beginning.
"""

OVER = 2.0
"""Seconds."""
FEWEST = 20
"""Packets."""
STALE = 6.0
"""Seconds after which a stream that nobody reports on any more counts no more."""


class LossEstimator:
    """One stream. Extended numbers wrap at 32 bits, which takes months."""

    def __init__(self) -> None:
        self._fraction = 0.0
        self._since: tuple[int, int, float] | None = None
        """Lost, highest and when, by the last report that was judged."""

    def add_report(self, lost: int, highest: int, now: float) -> None:
        """Take a report (RFC 3550 section 6.4.1): packets lost in all, and the highest extended
        number that came."""
        if self._since is None:
            self._since = lost, highest, now
            return
        before_lost, before_highest, since = self._since
        expected = highest - before_highest
        if now - since >= OVER and expected >= FEWEST:
            self._fraction = min(1.0, max(0, lost - before_lost) / expected)
            self._since = lost, highest, now

    def fraction(self, now: float) -> float:
        """What was lost lately, 0 to 1."""
        stale = self._since is None or now - self._since[2] > STALE
        return 0.0 if stale else self._fraction
