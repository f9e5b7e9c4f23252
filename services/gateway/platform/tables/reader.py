"""Reads uploaded tables, each in a confined process (`process.py`)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from services.gateway.platform.tables.model import Record, Summary, TableRefused
from shared import confined
from shared.confined import Limits

Kind: TypeAlias = Literal["csv", "xlsx"]
PROGRAM = "services.gateway.platform.tables.process"
LOOK = Limits(cpu_s=60, clock_s=180, memory=2 << 30, answer=4 << 20)
READ = Limits(cpu_s=120, clock_s=3600, memory=2 << 30, answer=1 << 30)
UNREADABLE = "This file cannot be read to its end. Please save it again, and choose that."


async def look(path: Path, kind: Kind, limits: Limits = LOOK) -> Summary:
    """Return what a table is.

    Raises:
        TableRefused
    """
    said = await confined.run(PROGRAM, path, limits, kind, "look", "0")
    try:
        found = msgspec.json.decode(said, type=Summary)
    except msgspec.MsgspecError as error:
        raise TableRefused(UNREADABLE) from error
    if found.refusal:
        raise TableRefused(found.refusal)
    return found


@asynccontextmanager
async def reading(
    path: Path, kind: Kind, *, after: int = 0
) -> AsyncIterator[AsyncIterator[Record]]:
    """Read the records of a table that stand after a line; the program ends with the block."""
    async with confined.lines(PROGRAM, path, READ, kind, "read", str(after)) as said:
        yield _records(said)


async def _records(said: AsyncIterator[bytes]) -> AsyncIterator[Record]:
    """Raises TableRefused where the program ended before the table did."""
    async for line in said:
        if line == b"end":
            return
        yield msgspec.json.decode(line, type=Record)
    raise TableRefused(UNREADABLE)
