"""The audit log on its page: found again by who, what and when; exported; for owners only."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from services.gateway.platform.audit.model import COLUMNS
from services.gateway.web.listing.model import PAGE
from shared.tenancy import schema_of
from tests.eventually import eventually
from tests.installation import Installation, Office
from tests.integration.gateway.known_office import owner_of

pytestmark = pytest.mark.one_office


async def rows(office: Office, query: str = "") -> list[dict[str, str]]:
    answer = await office.owner.get(f"/audit/export?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


async def test_what_was_done_is_on_the_page_with_names(office: Office) -> None:
    page = (await office.owner.get("/audit")).text
    for words in ("Olivia Owner", "started production", "laid out session", "invited actor"):
        assert words in page
    session, production = office.session, office.production
    for path, name in ((session, "First round"), (production, "The Tempest")):
        assert f'<a href="{path}"><bdi>{name}</bdi></a>' in page
    assert "<bdi>Ana Silva</bdi>" in page
    assert not re.search(r">[^<]*[0-9a-f]{8}-[0-9a-f]{4}-", page), "an id is in sight"


async def test_what_is_gone_is_said_so(
    office: Office, neighbour: Office, installation: Installation
) -> None:
    owner = office.owner
    made = (await owner.client.post("/api/v1/contacts", json={"name": "Nora Gone"})).json()
    theirs = await neighbour.owner.client.post("/api/v1/contacts", json={"name": "Nora Near"})
    path = f"/audit?thing={made['id']}"
    assert "Nora Gone" in (await owner.get(path)).text
    assert "Nora" not in (await owner.get(f"/audit?thing={theirs.json()['id']}")).text
    name = office.actor.removeprefix("ana-").removesuffix("@actors.test")
    async with owner_of(installation) as connection:
        agency = await connection.fetchval(
            "SELECT id FROM platform.agency WHERE name = $1", f"Office {name}"
        )
        await connection.execute(
            f"""DELETE FROM "{schema_of(agency)}".contact WHERE id = $1""", made["id"]
        )
    page = (await owner.get(path)).text
    assert ("which is gone" in page, "Nora" in page) == (True, False)


async def test_days_are_those_of_the_reader(office: Office) -> None:
    owner = office.owner
    far = {"zone": "Pacific/Kiritimati"}  # 14 hours ahead: there it is tomorrow for most of the day
    await owner.post("/account/preferences", "/account", data=far)
    today = datetime.now(ZoneInfo(far["zone"])).date()
    made = (await owner.client.post("/api/v1/contacts", json={"name": "Day"})).json()
    found = f"thing={made['id']}&first_day={today}&last_day={today}"
    assert len(await rows(office, found)) == 1
    for day in ("0001-01-01", "9999-12-31"):
        asked = await owner.get(f"/audit?first_day={day}&last_day={day}")
        assert asked.status_code == 200
    await owner.post("/account/preferences", "/account", data={"zone": ""})


async def test_lines_are_found_by_who_what_and_when(office: Office) -> None:
    every = await rows(office)
    assert {row["act"] for row in await rows(office, "who=olivia")} >= {"started", "invited"}
    assert await rows(office, "who=nobody-like-this") == []
    assert {row["act"] for row in await rows(office, "act=invi")} == {"invited"}
    assert {row["thing"] for row in await rows(office, "thing=session")} == {"session"}
    session = office.session.rsplit("/", 1)[1]
    assert {row["thing_id"] for row in await rows(office, f"thing={session}")} == {session}
    today = datetime.now(UTC).date()
    assert len(await rows(office, f"first_day={today}&last_day={today}")) >= len(every)
    later = today + timedelta(days=1)
    assert await rows(office, f"first_day={later}") == []


async def test_a_guest_is_found_by_name(office: Office, installation: Installation) -> None:
    async with installation.browser() as actor:
        await actor.post(f"{office.actor_link}/opened", office.actor_link)
    (opened,) = await rows(office, "who=ana+silva")
    assert opened["who"].startswith("guest:")
    assert "Ana Silva" in (await office.owner.get(f"/audit?who={opened['who']}")).text


async def test_an_export_has_every_column_and_is_itself_written_down(office: Office) -> None:
    first = await rows(office)
    assert tuple(first[0]) == COLUMNS
    again = await rows(office)
    assert again[0]["act"] == "exported"
    assert [row["id"] for row in again[1:]] == [row["id"] for row in first]
    assert [row["at"] for row in again] == sorted((row["at"] for row in again), reverse=True)


@pytest.mark.own_office
async def test_the_page_and_the_export_show_seals(office: Office, neighbour: Office) -> None:
    sealed = await eventually(lambda: rows(office), lambda found: all(r["seal"] for r in found[1:]))
    last = sealed[1]
    assert len(bytes.fromhex(last["hash"])) == 32
    page = await office.owner.get("/audit")
    assert f"<tr><td>{last['seal']}</td>" in page.text
    theirs = {row["hash"] for row in await rows(neighbour)}
    assert theirs.isdisjoint(row["hash"] for row in sealed if row["hash"])


@pytest.mark.own_office
async def test_pages_go_back_to_the_first_line(office: Office) -> None:
    for n in range(PAGE):
        await office.owner.client.post("/api/v1/productions", json={"title": f"P{n}"})
    page = await office.owner.get("/audit")
    assert page.text.count("<tr><td>") == PAGE
    older = page.text.split('href="/audit?after=')[1].split('"')[0]
    rest = await office.owner.get(f"/audit?after={older}")
    first = (await rows(office))[-1]
    assert first["thing_id"] in rest.text
    assert first["thing_id"] not in page.text
    assert "Next page" not in rest.text


@pytest.mark.parametrize("query", ["sort=who", "first_day=yesterday", "who=" + "x" * 200])
async def test_a_search_that_makes_no_sense_is_said_so(query: str, office: Office) -> None:
    assert (await office.owner.get(f"/audit?{query}")).status_code == 422


@pytest.mark.own_office
async def test_the_log_is_for_owners(office: Office, installation: Installation) -> None:
    database = await asyncpg.connect(installation.plan.config.owner_url)
    page = (await office.owner.get("/account")).text
    email = page[page.index("owner-") :].split("<")[0].split()[0]
    await database.execute(
        """UPDATE platform.membership SET role = 'casting_director'
        WHERE person_id = (SELECT id FROM platform.person WHERE email = $1)""",
        email,
    )
    await database.close()
    for path in ("/audit", "/audit/export"):
        assert (await office.owner.get(path)).status_code == 403
