"""Names of recent callers, by the secret that they carry, for counting before their desk opens.

A name here admits nobody: whose session has ended since is still refused.
"""

import hashlib
import time

KNOWN_FOR_S = 60.0
KNOWN = 10_000


class RecentCallers:
    """A bounded cache: the oldest are forgotten first. One for each process."""

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
