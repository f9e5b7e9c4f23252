"""Signs messages, so that a receiver knows us: Standard Webhooks 1.0.0, symmetric (`v1`)."""

import hmac
import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "whsec_"
_SECRET, _NONCE = 32, 12


class SecretUnreadable(Exception):
    """A secret was encrypted with another key than this installation has."""


def new_secret() -> bytes:
    return secrets.token_bytes(_SECRET)


def shown(secret: bytes) -> str:
    """Return a secret as its owner copies it."""
    return PREFIX + b64encode(secret).decode()


def headers(keys: Sequence[bytes], message: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return a message's headers, signed with each of the keys; `at` is when it is sent."""
    seconds = int(at.timestamp())
    signed = f"{message}.{seconds}.".encode() + body
    digests = (hmac.digest(key, signed, "sha256") for key in keys)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{b64encode(digest).decode()}" for digest in digests),
    }


class SecretBox:
    """Encrypts secrets for the database, each for its webhook only: who reads them cannot sign."""

    def __init__(self, key: str) -> None:
        self._cipher = AESGCM(sha256(b"webhooks:" + key.encode()).digest())

    def close(self, webhook: UUID, secret: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret, webhook.bytes)

    def open(self, webhook: UUID, sealed: bytes) -> bytes:
        """Raises SecretUnreadable."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], webhook.bytes)
        except InvalidTag as error:
            raise SecretUnreadable from error
