"""Secrets that people carry in links and cookies. Only their SHA-256 is ever stored.

They are 144 random bits, so a plain hash is enough: there is nothing to guess from a dictionary.
"""

import hashlib
import secrets

from shared.errors import Forbidden

_BYTES = 18


class SecretRefused(Forbidden):
    """What you carry is not accepted.

    What is refused is counted at the address that it comes from, against guessing.
    """


class LinkUnknown(SecretRefused):
    """This link does not lead anywhere. Perhaps a part of it was lost in copying."""


def new_token() -> str:
    return secrets.token_urlsafe(_BYTES)


def hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
