"""Announces, looks up and takes back uploads, for whoever sends them."""

from uuid import UUID, uuid4

from services.gateway.platform import audit, jobs
from services.gateway.platform.uploads import parts, quotas, store
from services.gateway.platform.uploads.model import (
    CLEAR,
    EXPIRE,
    KEPT_FOR,
    MOST_PARTS,
    KeptFile,
    Scope,
    TooManyParts,
    Turn,
    Upload,
    UploadGone,
    UploadNotFound,
    UploadPayload,
    plain_name,
)
from services.gateway.platform.uploads.purposes import PURPOSES
from services.gateway.web.desk import Office
from services.gateway.web.uploads.errors import Locked, OffsetMismatch, TooLong
from services.gateway.web.uploads.headers import Append, Creation
from shared.errors import Conflict, Invalid
from shared.ids import new_id


class AlreadyTaken(Conflict):
    """This file belongs to something already, so it is not taken back here."""


async def create(office: Office, scope: Scope, new: Creation) -> Upload:
    """Announce a file. Nothing of it has come yet.

    Raises:
        Invalid: it is empty.
        TooLong: its purpose does not allow so many bytes.
        StorageFull, QuotaExceeded
    """
    purpose = PURPOSES[scope.purpose]
    if new.length == 0:
        raise Invalid("This file is empty. Please choose another one.")
    if new.length > purpose.most_bytes:
        most = purpose.most_bytes >> 20
        raise TooLong(f"This file is too large: {purpose.title} have at most {most} MB.")
    await quotas.allow(office, scope, new.length)
    upload = Upload(
        id=new_id(),
        purpose=scope.purpose,
        who=scope.who,
        production_id=scope.production_id,
        subject_id=None,
        file_name=plain_name(new.said.get("filename", ""), purpose.unnamed),
        metadata=new.metadata,
        length=new.length,
        received=0,
        status="created",
        refusal=None,
        found=None,
        object_key=None,
        expires_at=office.now + KEPT_FOR,
    )
    await store.add(office.connection, upload, scope)
    await jobs.enqueue(
        office.connection, EXPIRE, UploadPayload(upload.id), run_at=upload.expires_at
    )
    await audit.note(office, scope.who, "began to send", "file", upload.id)
    return upload


async def own(office: Office, who: str, upload_id: UUID) -> Upload:
    """Return somebody's own upload.

    Raises:
        UploadNotFound: it is another's, or of a production that they do not work on any more.
        UploadGone
    """
    found = await store.upload(office.connection, upload_id)
    if found is None or found.who != who:
        raise UploadNotFound
    expired = found.status == "created" and found.expires_at <= office.now
    if expired or found.status == "discarded":
        raise UploadGone
    return found


async def claim(office: Office, upload: Upload, append: Append) -> Turn | None:
    """Give a request the turn to go on with an upload; None where there is nothing to send.

    Raises:
        OffsetMismatch, TooLong
        Locked: another request has the turn.
        StorageFull: there is no room just now; what came is kept.
        TooManyParts
    """
    if append.offset != upload.received:
        raise OffsetMismatch
    if append.size is not None and append.offset + append.size > upload.length:
        raise TooLong
    if upload.is_whole:
        return None
    await quotas.allow_more(office, upload)
    turn = Turn(uuid4(), await parts.count(office.connection, upload.id))
    if turn.parts >= MOST_PARTS:
        raise TooManyParts
    if not await parts.claim(office.connection, upload.id, turn.writer):
        raise Locked
    return turn


async def terminate(office: Office, upload: Upload) -> None:
    """Take an upload back; its files go afterwards.

    Raises:
        AlreadyTaken
    """
    if not await store.take_back(office.connection, upload.id):
        raise AlreadyTaken
    await jobs.enqueue(office.connection, CLEAR, UploadPayload(upload.id))
    await audit.note(office, upload.who, "took back", "file", upload.id)


async def keep(office: Office, scope: Scope, *files: KeptFile) -> None:
    """Write files down that came by a form, or will be copied, so that they count as every other
    does."""
    await store.add_kept(office.connection, scope, files, office.now)


async def take(
    office: Office,
    who: str,
    production_id: UUID | None,
    purpose: str,
    upload_id: UUID,
    subject: UUID,
) -> Upload:
    """Take a file that came for something, checked or not yet; what was refused of it before goes.
    `production_id` is None for what belongs to the office.

    Nobody changes the upload until the transaction ends: who checks it sees afterwards what it
    belongs to.

    Raises:
        UploadNotFound, UploadGone
        Invalid: it has not come, was refused, or belongs to something; said at the purpose's field.
    """
    await store.hold(office.connection, upload_id)
    upload = await own(office, who, upload_id)
    if (upload.production_id, upload.purpose) != (production_id, purpose):
        raise UploadNotFound
    if why := _not_to_be_taken(upload):
        raise Invalid(**{purpose: why})
    for refused in await store.discard_refused(office.connection, subject):
        await jobs.enqueue(office.connection, CLEAR, UploadPayload(refused))
    await store.take(office.connection, upload.id, subject)
    return upload


def _not_to_be_taken(upload: Upload) -> str | None:
    if upload.subject_id is not None:
        return "This file belongs to something already. Please choose it again."
    if upload.status == "created":
        return "This file has not arrived as a whole yet. Please wait until it has."
    return upload.refusal
