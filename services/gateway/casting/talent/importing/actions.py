"""Brings a list of people: its file is announced, its columns mapped, then it is taken in."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from services.gateway.casting.talent.duplicates import actions as duplicates
from services.gateway.casting.talent.importing import columns, entries, store
from services.gateway.casting.talent.importing.entries import Entry
from services.gateway.casting.talent.importing.model import (
    DROPPED,
    FORGET,
    KEPT_FOR,
    PURPOSE,
    TAKE_IN,
    Import,
    ImportNotReady,
    ImportNotRunning,
    ImportPayload,
    NewImport,
    NobodyNamed,
    Remark,
)
from services.gateway.platform import audit, jobs
from services.gateway.platform.audit import store as audit_store
from services.gateway.platform.jobs import Priority
from services.gateway.platform.tables.model import Record, Summary
from services.gateway.platform.uploads import actions as uploads
from services.gateway.platform.uploads import store as upload_store
from services.gateway.platform.uploads.model import CLEAR, Scope, Upload, UploadPayload
from services.gateway.web.desk import Desk
from services.gateway.web.rate_limit import place_of
from services.gateway.web.uploads.headers import Creation
from shared.errors import Conflict, Invalid
from shared.ids import new_id
from shared.tenancy import Connection


async def announce(desk: Desk, new: Creation) -> Upload:
    """Let a file be sent that lists people.

    Raises:
        Invalid, TooLong, StorageFull, QuotaExceeded
    """
    scope = Scope(PURPOSE, desk.agency.id, desk.who, place_of(desk.address), None)
    return await uploads.create(desk, scope, new)


async def begin(desk: Desk, new: NewImport) -> Import:
    """Begin with a file that was sent. It is looked into first, if it was not yet.

    Raises:
        UploadNotFound, UploadGone
        Invalid: there is no file, or it cannot be used.
    """
    if new.people_upload is None:
        raise Invalid(people="Please choose a file.")
    import_id = new_id()
    upload = await uploads.take(desk, desk.who, None, PURPOSE, new.people_upload, import_id)
    await store.add(desk, import_id, new, upload.file_name)
    if upload.status == "ready":
        await prepare(desk.connection, import_id, upload)
    payload = ImportPayload(import_id)
    await jobs.enqueue(desk.connection, FORGET, payload, run_at=desk.now + KEPT_FOR)
    await audit.note(desk, desk.who, "brought", "import", import_id)
    return await store.one(desk, import_id)


async def prepare(connection: Connection, import_id: UUID, upload: Upload) -> None:
    """Write down what is in a file that was checked, and guess what its columns are."""
    listed = await store.find(connection, import_id)
    if listed is None or not await store.move(connection, import_id, "checking", "ready"):
        return
    found = msgspec.convert(upload.found, Summary)
    guessed = columns.guess(listed.kind, found.columns)
    sample = [_without_dropped(guessed, record) for record in found.sample]
    await store.prepare(
        connection, import_id, found.columns, guessed, msgspec.to_builtins(sample), found.lines
    )


def _without_dropped(mapping: Sequence[str], record: Record) -> Record:
    kept = ("" if m == DROPPED else c for m, c in zip(mapping, record.cells, strict=False))
    return msgspec.structs.replace(record, cells=tuple(kept))


async def set_mapping(desk: Desk, import_id: UUID, wanted: Sequence[str], version: int) -> Import:
    """Say what the columns of a list are.

    Raises:
        ImportNotFound
        ImportNotReady: it is taken in already.
        Conflict: somebody else changed it meanwhile.
    """
    listed = await store.one(desk, import_id)
    if listed.status != "ready":
        raise ImportNotReady
    mapping = columns.settled(listed.kind, listed.columns, wanted)
    _refuse_twice(listed, mapping)
    if not await store.set_mapping(desk, import_id, mapping, version):
        raise Conflict
    return await store.one(desk, import_id)


def _refuse_twice(listed: Import, mapping: Sequence[str]) -> None:
    named = [field for field in mapping if field not in {"", columns.NOTE, DROPPED}]
    twice = {columns.LABELS[listed.kind][field] for field in named if named.count(field) > 1}
    if twice:
        raise Invalid(columns=f"Two columns are the same: {', '.join(sorted(twice))}.")


async def start(desk: Desk, import_id: UUID) -> Import:
    """Have a list taken in, as its columns are mapped now.

    Raises:
        ImportNotFound, ImportNotReady, NobodyNamed
    """
    listed = await store.one(desk, import_id)
    if not {"name", "first_name", "last_name"} & set(listed.mapping):
        raise NobodyNamed if listed.status == "ready" else ImportNotReady
    if not await store.move(desk.connection, import_id, "ready", "running"):
        raise ImportNotReady
    payload = ImportPayload(import_id)
    await jobs.enqueue(desk.connection, TAKE_IN, payload, priority=Priority.BULK)
    await audit.note(desk, desk.who, "began to take in", "import", import_id)
    return await store.one(desk, import_id)


async def stop(desk: Desk, import_id: UUID) -> Import:
    """Stop a list that is being taken in. What was taken in stays; the batch that is at work ends.

    Raises:
        ImportNotFound, ImportNotRunning
    """
    listed = await store.one(desk, import_id)
    if not await store.move(desk.connection, listed.id, "running", "stopped"):
        raise ImportNotRunning
    await end(desk.connection, await store.one(desk, import_id))
    await audit.note(desk, desk.who, "stopped", "import", import_id)
    return await store.one(desk, import_id)


async def end(connection: Connection, listed: Import) -> None:
    """Say in the log what came of a list; who is in it is compared with others, its file goes."""
    act = f"imported {listed.added} {listed.kind}, and filled in {listed.known}, by"
    if listed.kind == "talent":
        await duplicates.compare_later(connection)
    await audit_store.add(connection, new_id(), listed.who, act, "import", listed.id)
    await discard(connection, listed.upload_id)


async def discard(connection: Connection, upload_id: UUID) -> None:
    """Have the file of a list go."""
    await upload_store.discard(connection, upload_id)
    await jobs.enqueue(connection, CLEAR, UploadPayload(upload_id))


def preview(listed: Import) -> list[Entry | Remark]:
    """Read the first records of a list as they would be taken in."""
    records = msgspec.convert(listed.sample, list[Record])
    return [entries.read(listed.kind, listed.columns, listed.mapping, record) for record in records]
