"""An import as data: a file, what its columns are, and what became of its lines."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.platform.tables.model import MOST_COLUMNS
from services.gateway.web.editing import Version
from shared.errors import Conflict, NotFound

Kind: TypeAlias = Literal["talent", "contact"]
Status: TypeAlias = Literal[
    "checking", "ready", "running", "done", "stopped", "failed", "discarded"
]  # fmt: skip
Became: TypeAlias = Literal["refused", "partly", "known"]
"""What became of a line of which there is something to say: nothing of it was taken in, something
of it was not, or somebody was there already."""

ALLOWED: Mapping[Status, frozenset[Status]] = {
    "checking": frozenset({"ready", "discarded"}),
    "ready": frozenset({"running", "discarded"}),
    "running": frozenset({"done", "stopped", "failed"}),
    "done": frozenset({"discarded"}),
    "stopped": frozenset({"discarded"}),
    "failed": frozenset({"discarded"}),
    "discarded": frozenset(),
}
PURPOSE = "people"
TAKE_IN, FORGET = "talent.take_in_import", "talent.forget_import"
DROPPED = "dropped"
"""What a column is that is not to be kept."""
KEPT_FOR = timedelta(days=30)
"""So long an import is listed, with its report; its file goes as soon as it is taken in."""
BATCH = 500
"""Lines that are taken in together."""

Columns: TypeAlias = Annotated[list[str], msgspec.Meta(max_length=MOST_COLUMNS)]


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """A list of people. `columns` are the names of its columns, `mapping` what each is (see
    `columns.py`), `sample` its first records; `read` of its `lines` were read so far, the last of
    them being `line`, counted as in the file."""

    id: UUID
    kind: Kind
    upload_id: UUID
    file_name: str
    status: Status
    columns: list[str]
    sample: list[Any]
    mapping: list[str]
    lines: int
    line: int
    read: int
    added: int
    known: int
    refused: int
    who: str
    person_id: UUID
    version: int
    begun_at: datetime
    ended_at: datetime | None

    @property
    def dropped(self) -> list[str]:
        """The names of columns that no office is to keep."""
        pairs = zip(self.columns, self.mapping, strict=False)
        return [name for name, field in pairs if field == DROPPED]


class NewImport(msgspec.Struct, frozen=True):
    """A file that was sent, and whom it lists."""

    kind: Kind = "talent"
    people_upload: UUID | None = None


class ImportKind(msgspec.Struct, frozen=True):
    """Whom a list is of."""

    kind: Kind = "talent"


class ColumnMapping(msgspec.Struct, frozen=True):
    """What each column is, in their order, by the names of `columns.LABELS`; what is none of them
    is left out. `version` is that of the import on which this was chosen."""

    version: Version
    columns: Columns = []


class Remark(msgspec.Struct, frozen=True):
    """What is said of a line, beside the cells that stood in it."""

    line: int
    became: Became
    reason: str
    cells: tuple[str, ...]


class ImportPayload(msgspec.Struct, frozen=True):
    """Which import a job is about."""

    import_id: UUID


class ImportNotFound(NotFound):
    """There is no such list."""


class ImportNotReady(Conflict):
    """This list is not ready to be taken in: it is still looked into, or was taken in already."""


class ImportNotRunning(Conflict):
    """This list is not being taken in now."""


class NobodyNamed(Conflict):
    """No column says what people are called. Please say which one does."""
