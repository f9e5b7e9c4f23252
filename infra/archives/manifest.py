"""What is written beside the contents of an archive, so that a reader can tell they are whole."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

NAME = "manifest.json"


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member of the archive."""

    name: str
    bytes: int
    sha256: str


class TableFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table as CSV with a header (`COPY … FORMAT csv`). In an agency's own, `schema` is ''."""

    schema: str
    table: str
    columns: tuple[str, ...]
    rows: int
    file: File


class ObjectFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the object store, with the key that it had."""

    key: str
    file: File


class Applied(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A migration that had run where the archive was made."""

    service: str
    file: str
    checksum: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`kind` says what the archive is of; `subject` is the agency's or person's id, `agencies`
    lists the ids (as hex) that belong to a backup."""

    format: Literal[1] = 1
    kind: Literal["agency", "platform", "person"]
    subject: UUID | None = None
    title: str = ""
    agencies: tuple[str, ...] = ()
    made_at: datetime
    migrations: tuple[Applied, ...] = ()
    tables: tuple[TableFile, ...] = ()
    objects: tuple[ObjectFile, ...] = ()
    others: tuple[File, ...] = ()

    def files(self) -> dict[str, File]:
        tables, objects = (t.file for t in self.tables), (o.file for o in self.objects)
        return {file.name: file for file in (*tables, *objects, *self.others)}
