"""People who were seen, as rooms writes them down, and a take of each, which goes into the object
store by the way of every other: through the recording folder, from which a node takes it up if
this program is killed."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from services.rooms.demo.film import HEIGHT, LENGTH_S, WIDTH, film
from services.rooms.store import visits
from services.rooms.takes import store
from services.rooms.takes.model import Manifest, ParticipantRecording, Take, TakeRequest
from services.rooms.takes.recording.spool import Spool
from services.rooms.takes.storage.uploader import TakeUploader
from shared.ids import new_id
from shared.performances import Performance
from shared.tenancy import Connection, Database
from shared.tickets import Reading
from shared.vocabulary.consent_statements import CURRENT

LOWEST_HZ, STEP_HZ = 196, 49
INTO_THE_SLOT = timedelta(minutes=4)
OLDEST_LEASE = 0
"""The fence of a take beside those of a room that lives: any lease of one is newer."""


class Stage:
    """Where the demo's performances come in, one after the other."""

    def __init__(self, database: Database, spool: Spool, uploader: TakeUploader) -> None:
        self._database = database
        self._spool = spool
        self._uploader = uploader
        self._tone_hz = LOWEST_HZ

    async def perform(self, given: Performance) -> bool:
        """Write somebody down as seen, and store their take; False where they were seen before."""
        self._tone_hz += STEP_HZ
        with TemporaryDirectory(prefix="callboard-demo-") as folder:
            path = Path(folder) / "film.webm"
            await asyncio.to_thread(film, path, given.picture, self._tone_hz)
            part = await asyncio.to_thread(_part, given, path)
            async with self._database.tenant(given.ticket.agency_id) as tx:
                if await visits.was_seen(tx, given.ticket):
                    return False
                take = await _seen(tx, given, part)
                # Before the commit: whenever this is killed, no take is there without its film.
                # A film without a take is forgotten by the node that takes it over.
                manifest = await asyncio.to_thread(self._kept, take, part, path)
        await self._uploader.store(manifest)
        return True

    def _kept(self, take: Take, part: ParticipantRecording, path: Path) -> Manifest:
        """Put a film into the recording folder."""
        folder = self._spool.folder(take.id)
        (folder / part.file).write_bytes(path.read_bytes())
        stopped = take.started_at + timedelta(seconds=LENGTH_S)
        manifest = Manifest(take=take, parts=(part,), stopped_at=stopped)
        self._spool.write(manifest)
        return manifest


def _part(given: Performance, path: Path) -> ParticipantRecording:
    reading = _reading(given)
    return ParticipantRecording(
        id=new_id(),
        who=given.ticket.who,
        name=given.ticket.name,
        candidate_id=reading.candidate_id,
        role_name=reading.role_name,
        duration_ms=1000 * LENGTH_S,
        width=WIDTH,
        height=HEIGHT,
        bytes=path.stat().st_size,
    )


def _reading(given: Performance) -> Reading:
    return given.ticket.reads[0]


async def _seen(tx: Connection, given: Performance, part: ParticipantRecording) -> Take:
    """Write down that somebody came, agreed, was seen and recorded, and went."""
    ticket = given.ticket
    visit = await visits.begin(tx, ticket)
    await visits.add_consent(tx, ticket, CURRENT, agreed=True)
    began = (ticket.slot_starts_at or datetime.now(UTC)) + INTO_THE_SLOT
    request = TakeRequest(
        agency_id=ticket.agency_id,
        session_id=ticket.session_id,
        production_id=ticket.production_id,
        role_id=_reading(given).role_id,
        scene=given.scene,
        started_by=given.started_by,
        started_at=began,
        fence=OLDEST_LEASE,
    )
    take = await store.start(tx, request, [msgspec.structs.replace(part, duration_ms=0)])
    await visits.seen(tx, [ticket], seen=True)
    await visits.end(tx, visit)
    return take
