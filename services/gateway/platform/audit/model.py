"""Lines of the log, their chain, and what is looked for in them."""

import hashlib
from collections.abc import AsyncIterable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec

from shared.lines import Line as Words

FIRST = bytes(32)
"""What the first line is bound to."""
SYSTEM = "callboard"
"""Who did what nobody asked for."""
PAGE = 50
VIEWING = timedelta(hours=1)
"""How long one viewing of a file is, at most."""
COLUMNS = ("line", "at", "who", "act", "thing", "thing_id", "address", "hash")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Line(msgspec.Struct, frozen=True):
    """One act. `who` is `person:<id>`, `guest:<id>`, `token:<id>` or `SYSTEM`; `hash` binds it to
    the line before."""

    line: int
    id: UUID
    at: datetime
    who: str
    act: str
    thing: str
    thing_id: UUID | None
    address: str
    hash: bytes

    def bound_to(self, previous: bytes) -> bytes:
        """Return what the hash has to be: as the database computes it (`gateway.audit_hash`)."""
        micros = (self.at - _EPOCH) // timedelta(microseconds=1)
        fields = (
            str(self.line), str(self.id), str(micros), self.who, self.act, self.thing,
            str(self.thing_id or ""), self.address,
        )  # fmt: skip
        netstrings = "".join(f"{len(each.encode())}:{each}," for each in fields)
        return hashlib.sha256(previous + netstrings.encode()).digest()

    @property
    def cells(self) -> list[str]:
        """Return the line as the export has it, in the order of `COLUMNS`."""
        return [
            str(self.line), self.at.isoformat(), self.who, self.act, self.thing,
            str(self.thing_id or ""), self.address, self.hash.hex(),
        ]  # fmt: skip


class Search(msgspec.Struct, frozen=True):
    """What to look for; days are in UTC, both inclusive. `before` is the line that a page ends at.

    `who` is a name, an address or `person:<id>`; `thing` is a kind or an id.
    """

    who: Words | None = None
    act: Words | None = None
    thing: Words | None = None
    first_day: date | None = None
    last_day: date | None = None
    before: Annotated[int, msgspec.Meta(ge=1)] | None = None

    @property
    def query(self) -> dict[str, str]:
        """Return what an address needs to ask the same again, without the page."""
        given = msgspec.structs.asdict(self)
        return {key: str(value) for key, value in given.items() if value and key != "before"}


class Verdict(msgspec.Struct, frozen=True):
    """What reading a whole log says. `broken_at` is the first line that is not as it was written,
    or not where it was; `last_hash` is hexadecimal."""

    lines: int
    broken_at: int | None
    last_hash: str


async def verdict(lines: AsyncIterable[Line]) -> Verdict:
    """Read a whole log in its order, as far as it is whole."""
    previous, count = FIRST, 0
    async for line in lines:
        count += 1
        if line.line != count or line.hash != line.bound_to(previous):
            return Verdict(count, count, previous.hex())
        previous = line.hash
    return Verdict(count, None, previous.hex())
