"""vCards as RFC 6350 wants them: readable by another program, whatever stands in a name."""

from uuid import UUID

import pytest

from services.gateway.casting.talent.exporting.vcards import card

ANA = {
    "id": UUID("018f0000-0000-7000-8000-000000000001"),
    "name": "Ana Silva",
    "email": "ana@actors.test",
    "phone": "+44 20 1",
    "links": ["https://example.org/a,b;c"],
    "tags": ["a", "b,c"],
    "skills": ["Fencing", "Cello"],
    "height_cm": 178,
    "zone": "Europe/London",
    "pronouns": "she/her",
}


def unfolded(written: str) -> list[str]:
    return written.replace("\r\n ", "").split("\r\n")


def test_a_card_has_what_the_office_knows() -> None:
    assert unfolded(card(ANA)) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID:urn:uuid:018f0000-0000-7000-8000-000000000001",
        "KIND:individual",
        "FN:Ana Silva",
        "EMAIL:ana@actors.test",
        "TEL:+44 20 1",
        "TZ:Europe/London",
        "PRONOUNS:she/her",
        "URL:https://example.org/a,b;c",
        "CATEGORIES:a,b\\,c",
        "NOTE:Height in cm: 178\\nSkills: Fencing\\, Cello",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize(
    "name", ["A;B,C\\D", "line\nEND:VCARD\nFN:two", "李小龍" * 30, "Zoë\r\nX:1", "a" * 120]
)
def test_a_name_cannot_break_its_line(name: str) -> None:
    written = card(ANA | {"name": name})
    lines = written.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines), "folded (section 3.2)"
    assert [line.partition(":")[0] for line in unfolded(written)].count("END") == 1
    assert not any("\n" in line for line in unfolded(written))
    assert sum(line.startswith("FN:") for line in unfolded(written)) == 1


def test_a_contact_has_their_company() -> None:
    lines = unfolded(
        card(
            {
                "id": ANA["id"],
                "name": "P",
                "company": "Films; Ltd",
                "title": "Producer",
                "note": "x",
            }
        )
    )
    assert {"ORG:Films\\; Ltd", "TITLE:Producer", "NOTE:x"} <= set(lines)
