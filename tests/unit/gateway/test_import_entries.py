"""What is read of a line of a list, as people write such lists, and what is not kept of it."""

from typing import Any

import pytest

from services.gateway.casting.talent.importing import batches, columns, entries, values
from services.gateway.casting.talent.importing.entries import Entry
from services.gateway.casting.talent.importing.model import Remark
from services.gateway.platform.tables.model import Record
from services.gateway.web.rendering import spreadsheets


def entry(mapping: list[str], *cells: str) -> Entry:
    found = entries.read("talent", mapping, mapping, Record(7, cells))
    assert isinstance(found, Entry)
    return found


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("height_cm", "178", 178),
        ("height_cm", "178 cm", 178),
        ("height_cm", "1.78 m", 178),
        ("height_cm", "1,8", 180),
        ("height_cm", "5'10\"", 178),
        ("height_cm", "5 ft 10 in", 178),
        ("height_cm", "6\u2032", 183),
        ("playing_age", "20-30", (20, 30)),
        ("playing_age", "20 to 30 years", (20, 30)),
        ("playing_age", "25", (25, 25)),
        ("skills", "Fencing, fencing; Riding|Cello\nCello", ["fencing", "Riding", "Cello"]),
        ("links", "example.org, https://a.test/x", ["https://example.org", "https://a.test/x"]),
        ("zone", "europe/london", "Europe/London"),
        ("minor", "Nein", False),
        ("minor", "X", True),
        ("phone", "+44 7911\n123456", "+44 7911 123456"),
        ("email", "mailto:Ana@Actors.test", "Ana@Actors.test"),
    ],
)
def test_cells_are_read_as_people_write_them(field: str, cell: str, value: Any) -> None:
    assert values.READERS[field](cell) == value


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("height_cm", "tall"),
        ("height_cm", "5000"),
        ("playing_age", "30-20"),
        ("playing_age", "adult"),
        ("zone", "London"),
        ("links", "javascript:alert(1)"),
        ("minor", "perhaps"),
        ("email", "a" * 245 + "@a.test.te"),
        ("name", "\u202eturned"),
        ("name", "x" * 121),
        ("skills", ",".join(map(str, range(51)))),
    ],
)
def test_what_cannot_be_read_says_so(field: str, cell: str) -> None:
    with pytest.raises(values.Unreadable):
        values.READERS[field](cell)


def test_an_address_of_254_characters_is_read() -> None:
    """The longest that there is (RFC 5321 section 4.5.3.1.3, with its angle brackets)."""
    longest = "a" * 64 + "@" + ".".join(["b" * 61] * 3) + ".test"
    assert len(longest) == 255
    assert values.email(longest.replace("b" * 61, "b" * 60, 1))
    with pytest.raises(values.Unreadable, match="no address"):
        values.email(longest)


def test_columns_are_guessed_and_what_is_not_to_be_kept_is_dropped() -> None:
    named = [
        "Vorname", "Surname", "E-Mail", "Größe", "Playing Age", "Age", "Date of Birth", "D.O.B.",
        "Ethnicity", "Disability?", "Religion", "Sexual orientation", "Geburtsdatum", "email",
        "Shoe size",
    ]  # fmt: skip
    assert columns.guess("talent", named) == [
        "first_name", "last_name", "email", "height_cm", "playing_age",
        *["dropped"] * 8, "note", "note",
    ]  # fmt: skip
    assert columns.settled("talent", ["Birthday", "X"], ["name", "nonsense"]) == ["dropped", ""]
    assert columns.settled("talent", ["X", "Y"], ["name"]) == ["name", ""]


def test_a_dropped_cell_is_in_no_report() -> None:
    found = entries.read("talent", ["a", "b"], ["name", "dropped"], Record(3, ("", "1990-01-01")))
    assert found == Remark(3, "refused", "There is no name on this line.", ("", ""))


def test_a_line_is_refused_for_its_address_and_read_without_its_height() -> None:
    mapping = ["name", "email", "height_cm"]
    refused = entries.read("talent", mapping, mapping, Record(3, ("Ana", "ana@", "178")))
    assert isinstance(refused, Remark)
    assert refused.reason.startswith("Email is no address")
    found = entry(mapping, "Ana", "Ana@Actors.test", "tall")
    assert found.left_out == "Height is no height, as 178 cm is one."
    assert found.details == {
        "name": "Ana",
        "email": "ana@actors.test",
        "email_as_typed": "Ana@Actors.test",
    }


def test_names_of_two_columns_are_put_together() -> None:
    assert entry(["last_name", "first_name"], "Silva", "Ana").name == "Ana Silva"
    assert entry(["first_name", "last_name"], "x" * 60, "y" * 59).name.endswith("y")


@pytest.mark.parametrize("formula", ["=1+1", "+44 20 1", "-x", "@x", "'tis"])
def test_what_an_export_defused_comes_in_as_it_was(formula: str) -> None:
    written = spreadsheets.row([formula]).strip()
    assert entry(["name"], written.strip('"')).name == formula


def test_what_no_field_is_for_becomes_a_note() -> None:
    named = ["Name", "Firm no.", "Shoes", "Born"]
    mapping = columns.guess("contact", named)
    assert mapping == ["name", "note", "note", "dropped"]
    found = entries.read("contact", named, mapping, Record(2, ("Ana", "7", "'+5", "1990")))
    assert isinstance(found, Entry)
    assert found.details == {"name": "Ana", "note": "Firm no.: 7\nShoes: +5"}
    alone = entries.read("contact", ["Name", "X"], ["name", "note"], Record(2, ("Ana", "7")))
    assert isinstance(alone, Entry)
    assert alone.details["note"] == "7"


def test_who_is_known_keeps_what_they_have() -> None:
    have = {
        "line": 7, "id": "x", "name": "Ana", "email": "ana@a.test", "email_as_typed": "ana@a.test",
        "phone": "", "height_cm": None, "playing_age_from": 20, "playing_age_to": None,
        "skills": ["Fencing"], "zone": "Europe/London", "minor": False,
    }  # fmt: skip
    found = entry(
        ["name", "phone", "height_cm", "playing_age", "skills", "zone", "email"],
        "ANA", "12 34", "178", "10-12", "fencing, cello", "Europe/Paris", "ana@a.test",
    )  # fmt: skip
    assert batches.filled(have, found) == {
        **{field: value for field, value in have.items() if field != "line"},
        "phone": "12 34",
        "height_cm": 178,
        "skills": ["Fencing", "cello"],
    }
    said = batches.remark("talent", have, found)
    assert (said.line, said.became) == (7, "known")
    assert "What you have of time zone, playing age from stays" in said.reason
