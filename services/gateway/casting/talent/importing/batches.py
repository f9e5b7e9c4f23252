"""Takes a batch of records in: who is new is added, who is known keeps what they have, and what is
empty there is filled in."""

import unicodedata
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any
from uuid import UUID

import msgspec

from services.gateway.casting.talent.importing import contacts, entries, reps, talent, values
from services.gateway.casting.talent.importing.columns import LABELS
from services.gateway.casting.talent.importing.entries import Entry
from services.gateway.casting.talent.importing.model import Import, Kind, Remark
from services.gateway.platform.tables.model import Record
from shared.bus import outbox
from shared.events.gateway import TalentAdded, TalentChanged
from shared.ids import AgencyId, TalentId
from shared.tenancy import Connection

STORES: Mapping[Kind, ModuleType] = {"talent": talent, "contact": contacts}
_AGES = ("playing_age_from", "playing_age_to")


class Taken(msgspec.Struct, frozen=True):
    """What became of a batch: how many were added, and what is said of its lines."""

    added: int
    remarks: tuple[Remark, ...]


class _Round(msgspec.Struct, frozen=True):
    added: list[UUID]
    changed: list[UUID]
    remarks: list[Remark]


async def take_in(
    connection: Connection, agency: AgencyId, listed: Import, batch: Sequence[Record]
) -> Taken:
    """Take a batch in, and tell of talent as when one is added; of two lines of one person the
    second fills in what the first left empty."""
    read = [entries.read(listed.kind, listed.columns, listed.mapping, record) for record in batch]
    remarks = [each for each in read if isinstance(each, Remark)]
    left = [each for each in read if isinstance(each, Entry)]
    added = 0
    while left:
        now, left = _apart(left)
        taken = await _take_in(connection, listed, now)
        if listed.kind == "talent":
            await _publish(connection, agency, taken)
        added += len(taken.added)
        remarks += taken.remarks
    return Taken(added, tuple(sorted(remarks, key=lambda each: each.line)))


async def _publish(connection: Connection, agency: AgencyId, taken: _Round) -> None:
    added = (TalentAdded(agency_id=agency, talent_id=TalentId(each)) for each in taken.added)
    changed = (TalentChanged(agency_id=agency, talent_id=TalentId(each)) for each in taken.changed)
    await outbox.publish(connection, "gateway", *added, *changed)


async def _take_in(connection: Connection, listed: Import, now: Sequence[Entry]) -> _Round:
    kind, store = listed.kind, STORES[listed.kind]
    known: dict[int, Any] = {}
    for row in await store.known(connection, now):
        known.setdefault(row["line"], row)
    new = [each for each in now if each.line not in known]
    await store.add(connection, [{"id": each.id, **each.details} for each in new])
    changed: dict[UUID, dict[str, Any]] = {}
    for each in now:
        if have := known.get(each.line):  # two lines of a batch may be about one person
            changed[have["id"]] = filled(changed.get(have["id"], have), each)
    await store.change(connection, list(changed.values()))
    notes = [(known[e.line]["id"] if e.line in known else e.id, e.note) for e in now if e.note]
    await talent.add_notes(connection, listed.person_id, notes)
    represented = [(known[e.line]["id"] if e.line in known else e.id, e.rep) for e in now if e.rep]
    await reps.represent(connection, represented)
    remarks = [Remark(e.line, "partly", e.left_out, e.cells) for e in new if e.left_out]
    remarks += [remark(kind, known[e.line], e) for e in now if e.line in known]
    return _Round([each.id for each in new], list(changed), remarks)


def _apart(found: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return entries of whom none is twice among them, and the others."""
    seen: set[tuple[str, str]] = set()
    now: list[Entry] = []
    later: list[Entry] = []
    for each in found:
        keys = {(_folded(each.name), key) for key in (each.email, _digits(each.phone)) if key}
        (later if keys & seen else now).append(each)
        seen |= keys
    return now, later


def filled(have: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """Return what somebody has, and of a list what they lack."""
    both = {field: value for field, value in have.items() if field != "line"}
    aged = any(have.get(each) is not None for each in _AGES)
    for field, value in entry.details.items():
        if isinstance(value, list):
            both[field] = _united(field, have[field], value)
        elif not have[field] and not (aged and field in _AGES):
            both[field] = value
    return both


def _united(field: str, have: Sequence[str], more: Sequence[str]) -> list[str]:
    known = {each.casefold() for each in have}
    most = values.MOST_LINKS if field == "links" else values.MOST_TERMS
    return [*have, *(each for each in more if each.casefold() not in known)][:most]


def remark(kind: Kind, have: Mapping[str, Any], entry: Entry) -> Remark:
    """Say that somebody was known, and what of the line is not what the office has of them."""
    others = [
        LABELS[kind][field].lower()
        for field, value in entry.details.items()
        if field in LABELS[kind]
        and not isinstance(value, list | bool)
        and _differ(have[field], value)
    ]
    words = "They are known already; what you did not have was filled in."
    if others:
        words += f" What you have of {', '.join(others)} stays; this line says something else."
    return Remark(entry.line, "known", f"{words} {entry.left_out}".strip(), entry.cells)


def _differ(have: Any, value: Any) -> bool:
    return bool(have) and _folded(str(have)) != _folded(str(value))


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))[-9:]
