"""A call with an idempotency key, and its stored response."""

import msgspec

from shared.errors import Conflict, Invalid

HEADER = "idempotency-key"
KEY_LIMIT = 255
ANSWER_LIMIT = 256 * 1024


class IdempotentRequest(msgspec.Struct, frozen=True):
    """An unsafe call. `caller` is the hash of what they carry, `hash` that of what they ask."""

    caller: bytes
    key: str
    hash: bytes


class StoredResponse(msgspec.Struct, frozen=True):
    """What is known of a call that was made before; without a status it has no answer yet."""

    request_hash: bytes
    status: int | None
    kind: str | None
    body: bytes | None


class KeyReused(Invalid):
    """This Idempotency-Key was used for another request. Please use a new one for each."""


class NoAnswerYet(Conflict):
    """A request with this Idempotency-Key was begun, and what became of it is not known yet."""


class KeyUnusable(Invalid):
    """An Idempotency-Key has 1 to 255 visible ASCII characters."""
