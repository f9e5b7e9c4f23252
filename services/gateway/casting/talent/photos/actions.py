"""Adds pictures of talent, makes one the headshot, removes them with their files."""

from uuid import UUID

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.model import Talent
from services.gateway.casting.talent.photos import store
from services.gateway.casting.talent.photos.model import (
    MOST,
    File,
    NewPhoto,
    Photo,
    TooManyPhotos,
    file_of,
)
from services.gateway.platform import audit, jobs
from services.gateway.platform.uploads import actions as uploads
from services.gateway.platform.uploads import pictures, quotas
from services.gateway.platform.uploads import store as upload_store
from services.gateway.platform.uploads.model import (
    CLEAR,
    KeptFile,
    Scope,
    Upload,
    UploadPayload,
)
from services.gateway.web.desk import Desk
from services.gateway.web.rate_limit import place_of
from services.gateway.web.uploads.headers import Creation
from services.gateway.web.uploads.sent import SentFile
from shared.errors import Invalid
from shared.ids import TalentId


async def announce(desk: Desk, talent_id: UUID, new: Creation) -> Upload:
    """Let a file be sent that is to be a picture of somebody.

    Raises:
        TalentNotFound, TooManyPhotos, Invalid, TooLong, StorageFull, QuotaExceeded
    """
    await _open(desk, talent_id)
    return await uploads.create(desk, _scope(desk), new)


async def allow(desk: Desk, talent_id: UUID, length: int) -> None:
    """Let a form bring a file of so many bytes.

    Raises:
        TalentNotFound, TooManyPhotos, StorageFull, QuotaExceeded
    """
    await _open(desk, talent_id)
    await quotas.allow(desk, _scope(desk), length)


async def take_in(desk: Desk, file_name: str, content: bytes) -> File:
    """Look into a picture and keep it. It takes a while: no transaction is open meanwhile.

    Raises:
        Invalid: it is not a picture that can be read.
        OthersAreLookedInto
    """
    kept = await pictures.take_in(desk, "photo", SentFile(file_name, content))
    return File(kept.id, kept.name, kept.object_key, kept.bytes, kept.width, kept.height)


async def add(desk: Desk, talent_id: UUID, file: File | None, new: NewPhoto) -> None:
    """Add a picture of somebody, from a file that was taken in or has been sent beforehand. What is
    not looked into yet becomes one once it is.

    Raises:
        TalentNotFound, TooManyPhotos, UploadNotFound, UploadGone
        Invalid: there is no file, or it cannot be used.
    """
    talent = await _open(desk, talent_id)
    if file:
        await _keep(desk, talent.id, file)
    elif new.photo_upload:
        await _take(desk, talent.id, new.photo_upload)
    else:
        raise Invalid(photo="Please choose a picture.")
    await audit.note(desk, desk.who, "added a picture of", "talent", talent.id)


async def put_first(desk: Desk, photo_id: UUID) -> Photo:
    """Make a picture the headshot.

    Raises:
        PhotoNotFound, TalentNotFound
    """
    photo, _ = await store.photo(desk, photo_id)
    talent = await talent_store.talent(desk, photo.talent_id)
    await store.put_first(desk, photo)
    await audit.note(desk, desk.who, "chose the headshot of", "talent", talent.id)
    return photo


async def delete(desk: Desk, photo_id: UUID) -> Photo:
    """Remove a picture; its file goes afterwards.

    Raises:
        PhotoNotFound, TalentNotFound
    """
    photo, _ = await store.photo(desk, photo_id)
    talent = await talent_store.talent(desk, photo.talent_id)
    await store.delete(desk, photo.id)
    await upload_store.discard(desk.connection, photo.id)
    await jobs.enqueue(desk.connection, CLEAR, UploadPayload(photo.id, "photo"))
    await audit.note(desk, desk.who, "removed a picture of", "talent", talent.id)
    return photo


async def key_of(desk: Desk, photo_id: UUID) -> str:
    """Return where the file of a picture lies, which is to be seen.

    Raises:
        PhotoNotFound, TalentNotFound
    """
    photo, key = await store.photo(desk, photo_id)
    await talent_store.talent(desk, photo.talent_id)
    return key


async def _open(desk: Desk, talent_id: UUID) -> Talent:
    """Return somebody of whom there may be another picture; of two at once the second waits.

    Raises:
        TalentNotFound, TooManyPhotos
    """
    talent = await talent_store.talent(desk, talent_id)
    await talent_store.hold(desk, talent.id)
    if await store.count(desk, talent.id) >= MOST:
        raise TooManyPhotos
    return talent


async def _keep(desk: Desk, talent_id: TalentId, file: File) -> None:
    found = {"width": file.width, "height": file.height}
    kept = KeptFile(file.id, talent_id, file.name, file.object_key, file.bytes, found)
    await uploads.keep(desk, _scope(desk), kept)
    await store.add(desk.connection, talent_id, file)


async def _take(desk: Desk, talent_id: TalentId, upload_id: UUID) -> None:
    upload = await uploads.take(desk, desk.who, None, "photo", upload_id, talent_id)
    if upload.status == "ready":
        await store.add(desk.connection, talent_id, file_of(upload))


def _scope(desk: Desk) -> Scope:
    return Scope("photo", desk.agency.id, desk.who, place_of(desk.address), None)
