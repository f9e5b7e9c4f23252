"""An upload, as data: what may come, how far it is, and what becomes of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.web.rate_limit import QuotaExceeded
from shared import lines
from shared.errors import Gone, NotFound
from shared.ids import AgencyId, ProductionId

PART = 4 << 20
"""So many bytes are stored as one object, but for the last ones of a request."""
MOST_PARTS = 10_000
"""Of one upload: who sends byte by byte is not written down for ever."""
KEPT_FOR = timedelta(days=3)
"""An upload without an end goes so long after its last bytes."""
CHECKED_FOR = timedelta(days=7)
"""A file that was checked goes so long after, unless it was taken for something."""
ASSEMBLE, CLEAR, EXPIRE = "uploads.assemble", "uploads.clear", "uploads.expire"
"""The kinds of jobs of an upload."""
WRITER_S = 10
"""So long the turn of a request holds after bytes of it were stored, or came."""

Status: TypeAlias = Literal["created", "received", "checking", "ready", "refused", "discarded"]
ALLOWED: Mapping[Status, frozenset[Status]] = {
    "created": frozenset({"received", "discarded"}),
    "received": frozenset({"checking", "discarded"}),
    "checking": frozenset({"ready", "refused", "discarded"}),
    "ready": frozenset({"discarded"}),
    "refused": frozenset({"discarded"}),
    "discarded": frozenset(),
}


class Scope(msgspec.Struct, frozen=True):
    """Who sends a file for what: a slice makes it, after it has looked up that they may.

    `who` is `person:<id>` or `guest:<id>`, `place` the network that they are counted by.
    """

    purpose: str
    agency: AgencyId
    who: str
    place: str
    production_id: ProductionId | None


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A file on its way. `received` are the bytes that are kept, of `length`."""

    id: UUID
    purpose: str
    who: str
    production_id: ProductionId | None
    subject_id: UUID | None
    file_name: str
    metadata: str
    length: int
    received: int
    status: Status
    refusal: str | None
    found: dict[str, Any] | None
    object_key: str | None
    expires_at: datetime

    @property
    def is_whole(self) -> bool:
        return self.received == self.length


class KeptFile(msgspec.Struct, frozen=True):
    """A file that was checked, of something: where it lies, and what was found."""

    id: UUID
    subject_id: UUID
    name: str
    object_key: str
    bytes: int
    found: dict[str, Any]


class Turn(msgspec.Struct, frozen=True):
    """The turn of one request, `writer`, to go on with an upload that has so many parts by then."""

    writer: UUID
    parts: int


class UploadPayload(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which upload a job is about; its `purpose` says where its files lie when its row is gone."""

    upload_id: UUID
    purpose: str = ""


class Part(msgspec.Struct, frozen=True):
    """Bytes of an upload from `start`, kept as one object."""

    start: int
    size: int
    object_key: str
    sha256: bytes


class UploadNotFound(NotFound):
    """There is no such upload of yours."""


class TooManyParts(QuotaExceeded):
    """This file came in too many pieces. Please begin again."""


class UploadGone(Gone):
    """This upload was taken back, or was left alone for too long. Please begin again."""


def folder_of(agency: AgencyId, upload_id: UUID) -> str:
    """Return where the parts of an upload lie."""
    return f"{agency.hex}/uploads/{upload_id.hex}"


def kept_key(agency: AgencyId, folder: str, upload_id: UUID, extension: str) -> str:
    """Return where a file lies once it was checked."""
    return f"{agency.hex}/{folder}/{upload_id.hex}.{extension}"


def plain_name(file_name: str, otherwise: str) -> str:
    """Return a file's name without its path, on one line, as somebody may read it."""
    name = lines.plain(PurePath(file_name.replace("\\", "/")).name)[-200:].strip()
    return otherwise if not name or lines.trouble(name) else name
