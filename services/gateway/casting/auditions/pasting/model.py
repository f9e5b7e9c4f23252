"""A pasted list: a person in each line, and the slot that each would have. Pure rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from services.gateway.casting.auditions.model import Invitation, Slot
from shared import addresses
from shared.errors import Conflict, Invalid
from shared.ids import SlotId
from shared.texts import gettext_noop

MOST = 60
"""So many people are pasted at once."""

Trouble: TypeAlias = Literal["unreadable", "twice", "here_already", "no_slot"]

TROUBLES: Mapping[Trouble, str] = {
    "unreadable": gettext_noop("A line needs a name and an email address"),
    "twice": gettext_noop("The same address stands above"),
    "here_already": gettext_noop("They are invited to this session already"),
    "no_slot": gettext_noop("No slot is free for them"),
}

_ADDRESS = re.compile(r"[^\s<>(),;\"]+@[^\s<>(),;\"]+")
_BETWEEN = re.compile(r"[\s<>(),;\"]+")


class PastedList(msgspec.Struct, frozen=True):
    """Lines as a spreadsheet or a mail has them: "Ana Silva, ana@…" or "Ana Silva <ana@…>"."""

    text: Annotated[str, msgspec.Meta(max_length=20_000)]


class PastedPerson(msgspec.Struct, frozen=True):
    """A line of a list, and the slot that is free for its person; or why there is none."""

    line: str
    name: str
    email: str
    trouble: Trouble | None = None
    slot_id: SlotId | None = None
    local_start: datetime | None = None
    room: int | None = None


class Placements(msgspec.Struct, frozen=True):
    """Who goes into which slot: three lists of one length."""

    slot_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=MOST)]
    names: Annotated[list[str], msgspec.Meta(min_length=1, max_length=MOST)]
    emails: Annotated[list[str], msgspec.Meta(min_length=1, max_length=MOST)]

    def invitations(self) -> Iterator[tuple[UUID, Invitation]]:
        """Raises UnevenLists, Invalid: a name or an address is none."""
        if not len(self.slot_ids) == len(self.names) == len(self.emails):
            raise UnevenLists
        for slot_id, name, email in zip(self.slot_ids, self.names, self.emails, strict=True):
            yield slot_id, _invitation(name, email)


class UnevenLists(Conflict):
    """A slot, a name and an address are needed for each person."""


def read(text: str) -> list[tuple[str, Invitation | None]]:
    """Return each line that is not empty, and whom it names; None where that cannot be read."""
    lines = [line.strip() for line in text.splitlines()]
    return [(line, _person(line)) for line in lines if line][:MOST]


def placed(text: str, free: Sequence[Slot], invited: AbstractSet[str]) -> list[PastedPerson]:
    """Give the people of a list the free slots in their order. `invited` are the addresses, as they
    are compared, of who is in the session already."""
    left, seen, found = iter(free), set[str](), list[PastedPerson]()
    for line, person in read(text):
        if person is None:
            found.append(PastedPerson(line, "", "", "unreadable"))
            continue
        key = addresses.comparable(person.email)
        trouble: Trouble | None = (
            "twice" if key in seen else "here_already" if key in invited else None
        )
        slot = None if trouble else next(left, None)
        if slot is None:
            trouble = trouble or "no_slot"
            found.append(PastedPerson(line, person.name, person.email, trouble))
        else:
            found.append(_at(slot, line, person))
        seen.add(key)
    return found


def _at(slot: Slot, line: str, person: Invitation) -> PastedPerson:
    return PastedPerson(line, person.name, person.email, None, slot.id, slot.local_start, slot.room)


def _person(line: str) -> Invitation | None:
    address = _ADDRESS.search(line)
    if address is None:
        return None
    name = _BETWEEN.sub(" ", line.replace(address[0], " ")).strip()
    try:
        return _invitation(name, address[0])
    except Invalid:
        return None


def _invitation(name: str, email: str) -> Invitation:
    """Raises Invalid."""
    try:
        found = msgspec.convert({"name": name, "email": email}, Invitation)
    except msgspec.ValidationError as error:
        raise Invalid(names="Please look at this name again.") from error
    return msgspec.structs.replace(found, email=addresses.read(email).typed)
