"""The people of a pasted list get the free slots in their order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.gateway.casting.auditions.model import Slot
from services.gateway.casting.auditions.pasting.model import Placements, UnevenLists, placed, read
from shared.ids import SessionId, SlotId

DAY = datetime(2027, 1, 15, 10)


def slot(number: int) -> Slot:
    at = DAY + timedelta(minutes=15 * number)
    return Slot(
        id=SlotId(UUID(int=number)),
        session_id=SessionId(UUID(int=99)),
        position=number,
        kind="audition",
        role_id=None,
        local_start=at,
        starts_at=at.replace(tzinfo=UTC),
        minutes=15,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ana Silva, ana@actors.test",
        "Ana Silva <ana@actors.test>",
        "ana@actors.test\tAna\tSilva",
        '"Ana Silva" (ana@actors.test);',
    ],
)
def test_a_line_is_read_as_a_spreadsheet_or_a_mail_has_it(line: str) -> None:
    ((_, person),) = read(f"\n  {line}\r\n\n")
    assert person
    assert (person.name, person.email) == ("Ana Silva", "ana@actors.test")


def test_each_has_a_slot_or_is_told_why_not() -> None:
    text = (
        "Ana, ana@actors.test\nnobody\nANA again, Ana@ACTORS.test\nBen ben@actors.test\n"
        "Chloe chloe@actors.test\nDan dan@actors.test\n@, x@\nlate@actors.test"
    )
    found = placed(text, [slot(1), slot(2)], {"chloe@actors.test"})
    assert [(each.name, each.trouble, each.room) for each in found] == [
        ("Ana", None, 1), ("", "unreadable", None), ("ANA again", "twice", None), ("Ben", None, 1),
        ("Chloe", "here_already", None), ("Dan", "no_slot", None), ("", "unreadable", None),
        ("", "unreadable", None),
    ]  # fmt: skip
    assert [each.slot_id for each in found if each.slot_id] == [slot(1).id, slot(2).id]


def test_lists_of_other_lengths_are_refused() -> None:
    with pytest.raises(UnevenLists):
        list(Placements([UUID(int=1)], ["Ana", "Ben"], ["ana@actors.test"]).invitations())
