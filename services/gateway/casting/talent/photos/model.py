"""Pictures, as data."""

from uuid import UUID

import msgspec

from services.gateway.platform.uploads.model import Upload
from shared.errors import Conflict, NotFound
from shared.ids import TalentId

TAKE = "talent.take_photo"
MOST = 20
"""Pictures of one person."""


class Photo(msgspec.Struct, frozen=True):
    """A picture, in pixels. The first is the headshot."""

    id: UUID
    talent_id: TalentId
    file_name: str
    width: int
    height: int


class File(msgspec.Struct, frozen=True):
    """A picture that was looked into and written anew, before it belongs to somebody."""

    id: UUID
    name: str
    object_key: str
    bytes: int
    width: int
    height: int


def file_of(upload: Upload) -> File:
    """Return the file of an upload that was found to be a picture."""
    found = upload.found or {}
    return File(
        upload.id,
        upload.file_name,
        upload.object_key or "",
        upload.length,
        found["width"],
        found["height"],
    )


class NewPhoto(msgspec.Struct, frozen=True):
    """A picture of somebody; the file comes beside it, or was sent beforehand."""

    photo_upload: UUID | None = None


class PhotoNotFound(NotFound):
    """There is no such picture in your office."""


class TooManyPhotos(Conflict):
    """There are 20 pictures of them already. Please remove one first."""
