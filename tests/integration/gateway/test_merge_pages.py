"""Duplicates are found, merged and parted again on pages and by programs."""

import re

from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import rows_of

_TWO = """INSERT INTO talent
    (id, name, email, email_as_typed, skills, playing_age_from, playing_age_to) VALUES
    (gen_random_uuid(), 'Zoë <Þórsdóttir>', 'zoe@x.test', 'zoe@x.test', '{Cello}', NULL, 30),
    (gen_random_uuid(), 'Zoe Thorsdottir', 'zoe@x.test', 'Zoe@x.test', '{Riding}', 20, 25)
    RETURNING id"""


async def test_two_records_are_merged_and_parted_on_pages(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    owner = office.owner
    async with rows_of(installation, office) as rows:
        one, other = [row["id"] for row in await rows.fetch(_TWO)]
    page = await owner.until("/talent/duplicates", lambda page: str(other) in page.text)
    assert "the same address" in page.text
    assert "Zoë &lt;Þórsdóttir&gt;" in page.text
    choosing = f"/talent/{one}/merge/{other}"
    shown = await owner.get(choosing)
    assert shown.status_code == 200, shown.text
    (chosen,) = re.findall(r'name="playing_age" value="(\w+)" checked', shown.text)
    assert chosen == "kept", "it is known in part, and kept where nobody says"
    versions = dict(re.findall(r'name="((?:other_)?version)" value="(\d+)"', shown.text))
    said = {"other_id": str(other), "name": "other", "skills": "both", **versions}
    assert (await neighbour.owner.get(choosing)).status_code == 404
    merged = await owner.post(f"/talent/{one}/merge", choosing, data=said)
    assert merged.status_code == 303, merged.text
    kept = (await owner.get(f"/api/v1/talent/{other}")).json()
    assert (kept["id"], kept["name"], kept["skills"]) == (
        str(one), "Zoe Thorsdottir", ["Cello", "Riding"],
    )  # fmt: skip
    again = await owner.post(f"/talent/{one}/merge", "/talent/merges", data=said)
    assert again.status_code == 404, "there is one by now"
    merges = await owner.get("/talent/merges")
    (undo,) = re.findall(r'action="(/talent/merges/[0-9a-f-]+/undo)"', merges.text)
    assert (await neighbour.owner.post(undo, "/talent/merges")).status_code == 404
    assert (await owner.post(undo, "/talent/merges")).status_code == 303
    assert (await owner.get(f"/api/v1/talent/{other}")).json()["id"] == str(other)
    pair = {"one_id": str(one), "other_id": str(other)}
    await owner.until("/talent/duplicates", lambda page: str(other) in page.text)
    dismissed = await owner.post("/talent/duplicates/dismiss", "/talent/duplicates", data=pair)
    assert dismissed.status_code == 303
    assert str(other) not in (await owner.get("/talent/duplicates")).text
