"""People are taken along as a table or as vCards: those who were chosen, or all who match."""

import csv
import io

from tests.installation import Office


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def test_contacts_are_exported(office: Office, neighbour: Office) -> None:
    new = {"name": "Paula Rivers", "company": "Films; Ltd", "email": "paula@films.test"}
    for visitor in (office.owner, neighbour.owner):
        assert (await visitor.client.post("/api/v1/contacts", json=new)).status_code == 201
    card = (await office.owner.get("/contacts/export?format=vcard&company=films%3B%20ltd")).text
    assert "FN:Paula Rivers\r\n" in card
    assert "ORG:Films\\; Ltd\r\n" in card
    assert card.count("BEGIN:VCARD") == 1
    (row,) = table((await office.owner.get("/contacts/export")).text)
    assert (row["name"], row["company"], row["source"]) == ("Paula Rivers", "Films; Ltd", "office")
