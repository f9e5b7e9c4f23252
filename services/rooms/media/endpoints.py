"""The two ends of a connection, as descriptions name them and the transport uses them."""

import secrets
import string
from dataclasses import dataclass, field
from typing import Literal

from aiortc import RTCDtlsFingerprint

Address = tuple[str, int]
Role = Literal["client", "server"]
"""Of DTLS."""

SESSION_BITS = 62
"""RFC 8829 section 5.2.1."""
ALPHABET = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Credentials:
    """An ICE user fragment and password (RFC 8839 section 5.4)."""

    fragment: str
    password: str

    @classmethod
    def fresh(cls) -> "Credentials":
        return cls(_random(8), _random(24))


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


class Origin:
    """The `o=` line of our descriptions for one connection. Its session keeps one number; its
    version grows by one with each description that is not what the last one was (RFC 8829 sections
    5.2.2 and 5.3.2)."""

    def __init__(self) -> None:
        self._session = secrets.randbits(SESSION_BITS)
        self._version = 0
        self._last: int | None = None

    def of(self, description: str) -> str:
        """The value of the line; `description` is all the rest of it."""
        described = hash(description)
        if described != self._last:
            self._version, self._last = self._version + 1, described
        return f"- {self._session} {self._version} IN IP4 0.0.0.0"


@dataclass(frozen=True, slots=True)
class LocalEnd:
    """Our end of a connection."""

    credentials: Credentials
    fingerprints: list[RTCDtlsFingerprint]
    candidates: list[Address]
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class RemoteEnd:
    """The client's end. `our_role` is the DTLS role that its choice leaves to us."""

    credentials: Credentials
    fingerprints: list[RTCDtlsFingerprint]
    our_role: Role
