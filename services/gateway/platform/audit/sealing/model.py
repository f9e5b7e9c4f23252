"""A seal: some lines, bound to the seal before it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.platform.audit import hashing
from services.gateway.platform.audit.model import Line

DUTY = "sealer"
"""The gateway's role that seals: requests have no right to."""
MOST_LINES = 1000
"""In one seal, so that it is made and looked at in bounded memory."""
LOCKED_S = 2
"""So long a seal waits for who has locked something of its agency; then it is made later."""


class Seal(msgspec.Struct, frozen=True):
    """`lines` are ids in their order; `previous` is the hash of the seal before, or of the last
    line of the chain of before, or `hashing.FIRST`."""

    number: int
    previous: bytes
    lines: Sequence[UUID]
    sealed_at: datetime
    hash: bytes

    @classmethod
    def over(cls, lines: Sequence[Line], last: "Head", now: datetime) -> "Seal":
        """Seal lines, which are in the order of their ids, after what was sealed last."""
        number = last.number + 1
        hashed = hashing.of_seal(last.hash, number, now, lines)
        return cls(number, last.hash, [line.id for line in lines], now, hashed)


class Head(msgspec.Struct, frozen=True):
    """The end of a log: its newest seal; number 0 where it has none, with what the first is bound
    to."""

    number: int
    hash: bytes


class Unsealed(msgspec.Struct, frozen=True):
    """Lines of all agencies that wait: how many, the one that was written first, with its agency,
    and a later one that is watched."""

    lines: int
    agency_id: UUID | None = None
    oldest: UUID | None = None
    watched: UUID | None = None
