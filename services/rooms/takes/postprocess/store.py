"""What post-processing reads and writes of a take: SQL inside one agency's transaction."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from services.rooms.takes.recording.protocol import Rotation
from services.rooms.takes.storage import store
from shared.bus import outbox
from shared.events.rooms import TakeFinished
from shared.ids import AgencyId, SessionId, TakeId
from shared.tenancy import Connection


class StoredRecording(msgspec.Struct, frozen=True):
    """One person's file, as it lies in the object store; `turns` as in `ParticipantRecording`."""

    id: UUID
    object_key: str
    name: str
    turns: list[Rotation] = []


class UnprocessedTake(msgspec.Struct, frozen=True):
    """A take whose files are to be put together, in the order in which people stand."""

    take_id: TakeId
    agency_id: AgencyId
    session_id: SessionId
    length_s: float
    recordings: list[StoredRecording]


class Composed(msgspec.Struct, frozen=True):
    """The keys under which composite and thumbnail are stored, and upright films by recording."""

    composite: str
    thumbnail: str
    upright: Mapping[UUID, str]


async def begin(tx: Connection, agency: AgencyId, take_id: TakeId) -> UnprocessedTake | None:
    """Bring a take into `finishing`; None when there is nothing (more) to be done about it."""
    if not await store.change_phase(tx, take_id, "finishing"):
        return None
    row = await tx.fetchrow(
        """SELECT session_id, extract(epoch FROM stopped_at - started_at)::float8 AS length_s
        FROM take WHERE id = $1""",
        take_id,
    )
    if row is None:
        return None
    parts = await tx.fetch(
        """SELECT id, object_key, name, turns FROM recording
        WHERE take_id = $1 AND object_key IS NOT NULL
        ORDER BY started_at, id""",
        take_id,
    )
    return UnprocessedTake(
        take_id,
        agency,
        recordings=[msgspec.convert(dict(part), StoredRecording) for part in parts],
        **row,
    )


async def progress(tx: Connection, take_id: UUID, percent: int) -> None:
    await tx.execute("UPDATE take SET finish_percent = $2 WHERE id = $1", take_id, percent)


async def finished(tx: Connection, take: UnprocessedTake, composed: Composed) -> None:
    """Write down what is in the object store."""
    if not await store.change_phase(tx, take.take_id, "finished"):
        return
    await tx.execute(
        """UPDATE take SET finish_percent = 100, composite_key = $2, thumbnail_key = $3
        WHERE id = $1""",
        take.take_id,
        composed.composite,
        composed.thumbnail,
    )
    await tx.executemany(
        "UPDATE recording SET upright_key = $2 WHERE id = $1", list(composed.upright.items())
    )
    event = TakeFinished(agency_id=take.agency_id, session_id=take.session_id, take_id=take.take_id)
    await outbox.publish(tx, "rooms", event)
