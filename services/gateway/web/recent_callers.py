"""Whose a secret was found to be a moment ago, so that a caller has a name before their desk opens.

It names them for counting, and lets nobody in: who was turned out since is still turned out.
"""

import hashlib
import time

KNOWN_FOR_S = 60.0
KNOWN = 10_000


class RecentCallers:
    """Bounded: the oldest are forgotten first. One for each process."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[str, float]] = {}

    def note(self, secret: str, name: str) -> str:
        """Remember that a secret is good, and whose."""
        key = _hash(secret)
        self._known.pop(key, None)
        while len(self._known) >= KNOWN:
            del self._known[next(iter(self._known))]
        self._known[key] = (name, time.monotonic() + KNOWN_FOR_S)
        return name

    def name(self, secret: str) -> str | None:
        name, until = self._known.get(_hash(secret), (None, 0.0))
        return name if time.monotonic() < until else None


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
