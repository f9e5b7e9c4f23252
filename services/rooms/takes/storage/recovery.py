"""Recovers what there is of a take whose recording was cut off."""

import asyncio
import contextlib
from datetime import timedelta

import msgspec

from services.rooms.takes.model import Manifest, ParticipantRecording, Span, Take
from services.rooms.takes.recording.protocol import Closed, closing_note
from services.rooms.takes.recording.recording import Recorded
from services.rooms.takes.recording.spool import Spool
from services.rooms.takes.storage.repair import repair


async def recovered(spool: Spool, left: Manifest) -> Manifest:
    """Bring a take that its node left to the point where it can be stored.

    One that was still being recorded is as long as its longest file.
    """
    if left.stopped_at is not None:
        return left
    parts = tuple(await asyncio.gather(*(repaired(spool, left.take, p) for p in left.parts)))
    length = timedelta(milliseconds=max((part.duration_ms for part in parts), default=0))
    return Manifest(
        take=left.take,
        parts=parts,
        stopped_at=left.take.started_at + length,
        ended_because="interrupted",
    )


async def repaired(spool: Spool, take: Take, part: ParticipantRecording) -> ParticipantRecording:
    """Repair one person's file, if there is one, unless the recorder closed it by itself."""
    path = spool.folder(take.id) / part.file
    if not path.exists():
        return part
    if (note := closing_note(path)).exists():
        with contextlib.suppress(msgspec.DecodeError):
            return closed(part, msgspec.json.decode(note.read_bytes(), type=Closed))
    found = await repair(path)
    return msgspec.structs.replace(part, **msgspec.structs.asdict(found))


def closed(part: ParticipantRecording, file: Closed | Recorded) -> ParticipantRecording:
    """Return somebody's recording with what became of its file."""
    return msgspec.structs.replace(
        part,
        duration_ms=file.duration_ms,
        width=file.width,
        height=file.height,
        bytes=file.bytes,
        turns=tuple(file.turns),
        gaps=tuple(Span(gap.kind, gap.start_ms, gap.end_ms) for gap in file.gaps),
    )
