"""Ids in addresses and links of mails, signed, so that what comes back with one is about our mail.

They are in lower-case base32 (RFC 4648 section 6): a local part of an address survives that way.
"""

import binascii
import hmac
from base64 import b32decode, b32encode
from uuid import UUID

_ID, _MAC = 16, 10


def signed(key: str, purpose: str, *ids: UUID) -> str:
    """Return ids in one word, good for one purpose: 42 characters for one id, 68 for two."""
    payload = b"".join(each.bytes for each in ids)
    return b32encode(payload + _mac(key, purpose, payload)).decode().rstrip("=").lower()


def read(key: str, purpose: str, text: str) -> tuple[UUID, ...] | None:
    """Return the ids of a word; None where we did not write it for this purpose."""
    try:
        raw = b32decode(text.upper() + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    payload, mac = raw[:-_MAC], raw[-_MAC:]
    if len(payload) % _ID or not hmac.compare_digest(mac, _mac(key, purpose, payload)):
        return None
    return tuple(UUID(bytes=payload[at : at + _ID]) for at in range(0, len(payload), _ID))


def _mac(key: str, purpose: str, payload: bytes) -> bytes:
    return hmac.digest(key.encode(), f"mail:{purpose}:".encode() + payload, "sha256")[:_MAC]
