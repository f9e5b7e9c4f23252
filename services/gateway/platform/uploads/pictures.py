"""Pictures that come whole by a form: looked into, written anew and kept, before they belong to
anything."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import msgspec

from services.gateway.platform.jobs import PutOff
from services.gateway.platform.uploads.checking.check import (
    EXTENSIONS,
    Checked,
    FileRefused,
    check,
)
from services.gateway.platform.uploads.model import KeptFile, kept_key, plain_name
from services.gateway.platform.uploads.purposes import PURPOSES
from services.gateway.web.desk import Office
from services.gateway.web.uploads.sent import SentFile
from shared.errors import Invalid, Unavailable
from shared.ids import new_id


class Picture(msgspec.Struct, frozen=True):
    """A picture that was written anew, before it belongs to anything; its size in pixels."""

    id: UUID
    name: str
    object_key: str
    bytes: int
    width: int
    height: int

    def of(self, subject: UUID) -> KeptFile:
        """Return it as the file of something."""
        found = {"width": self.width, "height": self.height}
        return KeptFile(self.id, subject, self.name, self.object_key, self.bytes, found)


class OthersAreLookedInto(Unavailable):
    """Many pictures come just now. Please send yours again in a moment."""


async def take_in(office: Office, purpose: str, sent: SentFile) -> Picture:
    """Look into a picture and keep it. It takes a while: no transaction is open meanwhile.

    Raises:
        Invalid: it is not a picture that can be read; said at the purpose's field.
        OthersAreLookedInto
    """
    checked = await _check(purpose, sent.content)
    folder, unnamed = PURPOSES[purpose].folder, PURPOSES[purpose].unnamed
    picture_id, kept = new_id(), checked.content or sent.content
    key = kept_key(office.agency.id, folder, picture_id, EXTENSIONS[checked.media_type])
    await office.objects.put(key, kept)
    name = plain_name(sent.name, unnamed)
    width, height = checked.found["width"], checked.found["height"]
    return Picture(picture_id, name, key, len(kept), width, height)


async def _check(purpose: str, content: bytes) -> Checked:
    with TemporaryDirectory(prefix="callboard-picture-") as folder:
        path = Path(folder) / "whole"
        await asyncio.to_thread(path.write_bytes, content)
        try:
            return await check(path, PURPOSES[purpose])
        except FileRefused as refusal:
            raise Invalid(**{purpose: str(refusal)}) from refusal
        except PutOff as busy:
            raise OthersAreLookedInto from busy
