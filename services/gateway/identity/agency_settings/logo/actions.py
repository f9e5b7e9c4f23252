"""Takes a logo in, puts it in the place of the one before, or takes it away."""

from uuid import UUID

from services.gateway.identity.agency_settings.logo import store
from services.gateway.identity.agency_settings.logo.model import PURPOSE, LogoNotFound, NewLogo
from services.gateway.platform import audit, jobs
from services.gateway.platform.uploads import actions as uploads
from services.gateway.platform.uploads import quotas
from services.gateway.platform.uploads import store as upload_store
from services.gateway.platform.uploads.model import CLEAR, Scope, Upload, UploadPayload
from services.gateway.platform.uploads.pictures import Picture
from services.gateway.web.desk import Desk
from services.gateway.web.rate_limit import place_of
from services.gateway.web.uploads.headers import Creation
from shared.errors import Invalid
from shared.tenancy import Connection


async def announce(desk: Desk, new: Creation) -> Upload:
    """Let a file be sent that is to be the logo.

    Raises:
        Invalid, TooLong, StorageFull, QuotaExceeded
    """
    return await uploads.create(desk, _scope(desk), new)


async def allow(desk: Desk, length: int) -> None:
    """Let a form bring a file of so many bytes. Raises StorageFull, QuotaExceeded."""
    await quotas.allow(desk, _scope(desk), length)


async def change(desk: Desk, file: Picture | None, new: NewLogo) -> None:
    """Make a file the logo, which was taken in, or has been sent beforehand. What is not looked
    into yet becomes it once it is.

    Raises:
        UploadNotFound, UploadGone
        Invalid: there is no file, or it cannot be used.
    """
    if file:
        await uploads.keep(desk, _scope(desk), file.of(desk.agency.id))
        await put(desk.connection, file.id, file.object_key)
    elif new.logo_upload:
        upload = await uploads.take(desk, desk.who, None, PURPOSE, new.logo_upload, desk.agency.id)
        if upload.status == "ready":
            await put(desk.connection, upload.id, upload.object_key)
    else:
        raise Invalid(logo="Please choose a picture.")
    await audit.note(desk, desk.who, "changed the logo of", "agency", desk.agency.id)


async def remove(desk: Desk) -> None:
    """Take the logo away, with its file. Repeating changes nothing."""
    if desk.settings.logo:
        await put(desk.connection, None, None)
        await audit.note(desk, desk.who, "removed the logo of", "agency", desk.agency.id)


async def sent(desk: Desk) -> list[Upload]:
    """Return the files that were sent to be the logo and are none yet, or were refused."""
    found = await upload_store.of_subjects(desk.connection, PURPOSE, [desk.agency.id])
    return [each for each in found if each.status != "ready"]


async def key_of(desk: Desk, logo_id: UUID) -> str:
    """Return where the file of the logo lies. Raises LogoNotFound."""
    key = await store.key_of(desk, logo_id)
    if key is None:
        raise LogoNotFound
    return key


async def put(connection: Connection, logo_id: UUID | None, key: str | None) -> None:
    """Make a picture the logo; the file of the one before goes afterwards."""
    before = await store.put(connection, logo_id, key)
    if before and before != logo_id:
        await upload_store.discard(connection, before)
        await jobs.enqueue(connection, CLEAR, UploadPayload(before, PURPOSE))


def _scope(desk: Desk) -> Scope:
    return Scope(PURPOSE, desk.agency.id, desk.who, place_of(desk.address), None)
