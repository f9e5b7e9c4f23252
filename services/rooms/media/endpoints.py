"""The two ends of a connection, as descriptions name them and the transport uses them."""

import secrets
import string
from dataclasses import dataclass
from typing import Literal

from aiortc import RTCDtlsFingerprint

Address = tuple[str, int]
Role = Literal["client", "server"]
"""Of DTLS."""

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


@dataclass(frozen=True, slots=True)
class LocalEnd:
    """Our end of a connection."""

    credentials: Credentials
    fingerprints: list[RTCDtlsFingerprint]
    candidates: list[Address]


@dataclass(frozen=True, slots=True)
class RemoteEnd:
    """The client's end. `our_role` is the DTLS role that its choice leaves to us."""

    credentials: Credentials
    fingerprints: list[RTCDtlsFingerprint]
    our_role: Role
