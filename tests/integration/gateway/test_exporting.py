"""People are taken along as a table or as vCards: those who were chosen, or all who match."""

import csv
import io

from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import rows_of

_TALENT = """INSERT INTO talent (id, name, email, email_as_typed, phone, tags)
    SELECT gen_random_uuid(), name, email, email, phone, tags FROM (VALUES
        ('=1+1', 'formula@x.test', '+44 1', '{a}'::text[]), ('李小龍', 'li@x.test', '', '{b}'),
        ('Zoë; "Z"', 'zoe@x.test', '', '{a,b}')) AS t (name, email, phone, tags)
    RETURNING id, name"""


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def test_talent_is_exported_and_the_log_says_how_many(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    owner = office.owner
    assert (await owner.get("/talent/export?tag=nobody")).status_code == 404
    async with rows_of(installation, neighbour) as rows:
        theirs = await rows.fetch(_TALENT)
    async with rows_of(installation, office) as rows:
        ours = {row["name"]: row["id"] for row in await rows.fetch(_TALENT)}
    whole = await owner.get("/talent/export?format=csv")
    assert whole.headers["content-disposition"] == 'attachment; filename="talent.csv"'
    found = {row["email"]: row for row in table(whole.text)}
    assert len(found) == 4, "with who was invited"
    assert found["formula@x.test"]["name"] == "'=1+1"
    assert found["formula@x.test"]["phone"] == "'+44 1"
    assert found["zoe@x.test"]["tags"] == "a, b"
    tagged = table((await owner.get("/talent/export?tag=b&sort=newest")).text)
    assert {row["name"] for row in tagged} == {"李小龍", 'Zoë; "Z"'}
    one = await owner.get(f"/talent/export?format=vcard&ids={ours['李小龍']}")
    assert one.headers["content-type"] == "text/vcard; charset=utf-8"
    assert one.text.count("BEGIN:VCARD\r\nVERSION:4.0\r\n") == 1
    assert "FN:李小龍" in one.text
    program = await owner.client.get(f"/api/v1/talent/export?ids={ours['李小龍']}")
    assert [row["name"] for row in table(program.text)] == ["李小龍"]
    some = "&".join(f"ids={each['id']}" for each in theirs)
    assert (await owner.get(f"/talent/export?{some}")).status_code == 404
    assert (await owner.get("/talent/export?format=pdf")).status_code == 422
    async with rows_of(installation, office) as rows:
        acts = await rows.fetch("SELECT act FROM audit WHERE act LIKE 'exported%' ORDER BY at, id")
    assert [row["act"] for row in acts] == [
        "exported 4 as csv of", "exported 2 as csv of", "exported 1 as vcard of",
        "exported 1 as csv of",
    ]  # fmt: skip


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
