"""When a worker looks for jobs: often while there are some, and rarely while there are none.

Who enqueues notifies workers only while one sleeps (`job_worker_state`), since PostgreSQL commits
transactions that notify one after the other. A transaction may enqueue without notifying, and
commit when the workers have fallen asleep: so the looks become rarer by and by.
"""

import time

AWAKE_FOR_S = 2.0
"""So long after the last job a worker looks again and again, and needs no notification."""
LOOK_EVERY_S = 0.025
POLL_EVERY_S = 2.0
"""How often a worker looks that sleeps, whatever it is told."""


class Rest:
    """How a worker rests; `asleep` is what was said last, at first by who was here before."""

    def __init__(self) -> None:
        self.asleep = True
        self._active_at = time.monotonic()
        self._pause_s = LOOK_EVERY_S

    def end(self) -> None:
        """Begin to look often: there is, or was, something to do."""
        self._active_at = time.monotonic()
        self._pause_s = LOOK_EVERY_S

    @property
    def is_due(self) -> bool:
        """Whether there was nothing to do for long."""
        return time.monotonic() - self._active_at > AWAKE_FOR_S

    def pause_s(self) -> float:
        """Return how long to wait before the next look."""
        if self.asleep:
            self._pause_s = min(POLL_EVERY_S, 2 * self._pause_s)
        return self._pause_s
