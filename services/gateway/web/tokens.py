"""Secrets that people carry in links and cookies. Only their SHA-256 is ever stored.

They are 144 random bits, so a plain hash is enough: there is nothing to guess from a dictionary.
"""

import binascii
import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

import msgspec

from shared.errors import Forbidden
from shared.ids import AgencyId

_BYTES = 18


class SecretRefused(Forbidden):
    """What you carry is not accepted.

    What is refused is counted at the address that it comes from, against guessing.
    """


class LinkUnknown(SecretRefused):
    """This link does not lead anywhere. Perhaps a part of it was lost in copying."""


class GuestToken(msgspec.Struct, frozen=True):
    """A guest's personal link: the agency it belongs to, and a secret."""

    agency_id: AgencyId
    secret: bytes

    @property
    def text(self) -> str:
        return urlsafe_b64encode(self.agency_id.bytes + self.secret).decode().rstrip("=")

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.secret).digest()


def new_token() -> str:
    return secrets.token_urlsafe(_BYTES)


def hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def new_guest_token(agency: AgencyId) -> GuestToken:
    return GuestToken(agency, secrets.token_bytes(_BYTES))


def read_guest_token(text: str) -> GuestToken:
    """Read a link's last part.

    Raises:
        LinkUnknown: it is not of our making.
    """
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise LinkUnknown from error
    if len(raw) != 16 + _BYTES:
        raise LinkUnknown
    return GuestToken(AgencyId(UUID(bytes=raw[:16])), raw[16:])
