"""Makes people of records: what each field says, and what of a line could not be read."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from services.gateway.casting.talent.importing import values
from services.gateway.casting.talent.importing.columns import LABELS, NOTE
from services.gateway.casting.talent.importing.model import DROPPED, Kind, Remark
from services.gateway.platform.tables.model import Record
from shared import addresses
from shared.ids import new_id

NEEDED = frozenset({"name", "first_name", "last_name", "email"})
"""A line in which one of these cannot be read is refused: it would not be known who somebody is."""


class ListedRep(msgspec.Struct, frozen=True):
    """Who represents somebody on a line; without a name they are called as their firm."""

    name: str
    email: str
    firm: str


class Entry(msgspec.Struct, frozen=True):
    """Somebody on a line: `details` are the columns of the table of their kind that it fills,
    `note` and `rep` what is written beside talent, and `left_out` says what stood there and was
    not read."""

    line: int
    id: UUID
    details: dict[str, Any]
    cells: tuple[str, ...]
    left_out: str = ""
    note: str = ""
    rep: ListedRep | None = None

    @property
    def name(self) -> str:
        return str(self.details["name"])

    @property
    def email(self) -> str:
        return str(self.details.get("email", ""))

    @property
    def phone(self) -> str:
        return str(self.details.get("phone", ""))


def read(
    kind: Kind, columns: Sequence[str], mapping: Sequence[str], record: Record
) -> Entry | Remark:
    """Read a record by what its columns are; a remark where nothing of it can be taken in."""
    kept = tuple(
        "" if field == DROPPED else cell for field, cell in zip(mapping, record.cells, strict=False)
    )
    if record.problem:
        return Remark(record.line, "refused", record.problem, ())
    found, wrong = _cells(mapping, record.cells)
    if note := _note(columns, mapping, record.cells):
        found[NOTE] = note
    rep = _rep(found)
    details = _details(found, wrong)
    refusals = [f"{LABELS[kind][field]} {why}" for field, why in wrong.items() if field in NEEDED]
    if not refusals and not details.get("name"):
        refusals = ["There is no name on this line"]
    if refusals:
        return Remark(record.line, "refused", _sentence(refusals), kept)
    left_out = _sentence([f"{LABELS[kind][field]} {why}" for field, why in wrong.items()])
    beside = details.pop(NOTE, "") if kind == "talent" else ""
    return Entry(record.line, new_id(), details, kept, left_out, beside, rep)


def _cells(mapping: Sequence[str], cells: Sequence[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what was read of the cells, and of others why not."""
    found: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field, cell in zip(mapping, cells, strict=False):
        text = values.undefused(cell.strip())
        if not text or field not in values.READERS:
            continue
        try:
            found[field] = values.READERS[field](text)
        except values.Unreadable as error:
            wrong[field] = str(error)
    return found, wrong


def _note(columns: Sequence[str], mapping: Sequence[str], cells: Sequence[str]) -> str:
    """Return what is to be a note: of several columns each with its name."""
    noted = [
        (name, text)
        for name, field, cell in zip(columns, mapping, cells, strict=False)
        if field == NOTE and (text := values.undefused(cell.strip()))
    ]
    if mapping.count(NOTE) == 1:
        return "".join(text for _, text in noted)[: values.LONGEST_NOTE]
    return "\n".join(f"{name}: {text}" for name, text in noted)[: values.LONGEST_NOTE]


def _rep(found: dict[str, Any]) -> ListedRep | None:
    """Take what says who represents them out of what was found."""
    name, email, firm = (found.pop(f"rep_{part}", "") for part in ("name", "email", "firm"))
    name = name or firm or email.partition("@")[0]
    return ListedRep(name, email, firm) if name else None


def _details(found: dict[str, Any], wrong: dict[str, str]) -> dict[str, Any]:
    """Put together what columns of the table make of several of the list, or of one."""
    details = dict(found)
    parts = [details.pop(part, "") for part in ("first_name", "last_name")]
    details.setdefault("name", " ".join(filter(None, parts)))
    if ages := details.pop("playing_age", None):
        details["playing_age_from"], details["playing_age_to"] = ages
    first, last = details.get("playing_age_from"), details.get("playing_age_to")
    if first is not None and last is not None and first > last:
        wrong["playing_age_to"] = "is younger than the age from which it goes"
        del details["playing_age_from"], details["playing_age_to"]
    if typed := details.get("email"):
        details |= {"email": addresses.comparable(typed), "email_as_typed": typed}
    return details


def _sentence(words: Sequence[str]) -> str:
    text = "; ".join(words)
    return f"{text[:490]}." if text and not text.endswith(".") else text[:490]
