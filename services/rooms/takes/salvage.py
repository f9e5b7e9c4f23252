"""Saves what there is of a take whose recording was cut off."""

import asyncio
from datetime import timedelta

import msgspec

from services.rooms.takes.mending import mend
from services.rooms.takes.model import Manifest, Part, Take
from services.rooms.takes.spool import Spool


async def salvaged(spool: Spool, left: Manifest) -> Manifest:
    """Bring a take that its node left to the point where it can be kept.

    One that was still being recorded is as long as its longest file.
    """
    if left.stopped_at is not None:
        return left
    parts = tuple(await asyncio.gather(*(mended(spool, left.take, p) for p in left.parts)))
    length = timedelta(milliseconds=max((part.duration_ms for part in parts), default=0))
    whole = Manifest(take=left.take, parts=parts, stopped_at=left.take.started_at + length)
    spool.write(whole)
    return whole


async def mended(spool: Spool, take: Take, part: Part) -> Part:
    """Mend one person's file, if there is one."""
    path = spool.folder(take.id) / part.file
    if not path.exists():
        return part
    found = await mend(path)
    return msgspec.structs.replace(part, **msgspec.structs.asdict(found))
