"""What a personal link carries: the agency that issued it, and a secret of 144 random bits.

Only the secret's SHA-256 is kept. A plain hash is enough: there is nothing to guess from a
dictionary. Looking the hash up by its unique index is the one place where secrets are compared.
"""

import binascii
import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

import msgspec

from services.gateway.web.tokens import LinkUnknown
from shared.ids import AgencyId

_AGENCY, _SECRET = 16, 18
"""Bytes of a token's two parts."""


class LinkToken(msgspec.Struct, frozen=True):
    """The last part of a personal link's address."""

    agency_id: AgencyId
    secret: bytes

    @property
    def text(self) -> str:
        return urlsafe_b64encode(self.agency_id.bytes + self.secret).decode().rstrip("=")

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.secret).digest()


def new(agency: AgencyId) -> LinkToken:
    return LinkToken(agency, secrets.token_bytes(_SECRET))


def read(text: str) -> LinkToken:
    """Read a link's last part.

    Raises:
        LinkUnknown: it is not of our making.
    """
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise LinkUnknown from error
    if len(raw) != _AGENCY + _SECRET:
        raise LinkUnknown
    return LinkToken(AgencyId(UUID(bytes=raw[:_AGENCY])), raw[_AGENCY:])
