"""Lines of the directory: an address of somebody whom an agency knows, as a keyed hash.

Keyed (HMAC, RFC 2104), since addresses can be guessed: who has the database and not the key cannot
look anybody up.
"""

import hmac
from hashlib import sha256
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from shared import addresses

Kind: TypeAlias = Literal["talent", "rep", "guardian"]


class Known(msgspec.Struct, frozen=True):
    """An agency that knows somebody, and as what."""

    agency_id: UUID
    kind: Kind


class Change(msgspec.Struct, frozen=True):
    """Somebody whose address is new; `email` is what addresses are compared by."""

    kind: Kind
    thing_id: UUID
    email: str


class Hasher:
    """Hashes addresses, with a key that only the gateway's processes have."""

    def __init__(self, key: str) -> None:
        self._key = sha256(b"directory:" + key.encode()).digest()

    def __call__(self, email: str) -> bytes:
        return hmac.digest(self._key, addresses.comparable(email).encode(), "sha256")
