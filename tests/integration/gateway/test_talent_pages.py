"""Talent by pages and API: one office adds, edits, finds and puts aside, beside a neighbour."""

import io
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.installation import Installation, Office, Visitor, furnish
from tests.integration.gateway.tus import Tus

HTMX = {"hx-request": "true"}
NAMES = ("Žofia Å", "محمد علي", "김서연")


@pytest.fixture(scope="module")
async def here(installation: Installation) -> AsyncIterator[Office]:
    """Return an office that the tests of this file share: each adds people of its own."""
    async with installation.browser() as owner:
        yield await furnish(owner)


@pytest.fixture(scope="module")
async def there(installation: Installation) -> AsyncIterator[Office]:
    """Return the neighbour of all of them."""
    async with installation.browser() as owner:
        yield await furnish(owner)


async def add(owner: Visitor, name: str, **fields: Any) -> str:
    """Add somebody by the API; return their id."""
    answer = await owner.client.post("/api/v1/talent", json={"name": name, **fields})
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


async def named(owner: Visitor, query: str = "") -> list[str]:
    answer = await owner.get(f"/api/v1/talent{query}")
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()["items"]]


def picture(**how: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 60), "#9d1f3b").save(file, "JPEG", **how)
    return file.getvalue()


async def test_the_list_is_searched_narrowed_and_ordered(office: Office, there: Office) -> None:
    await add(there.owner, "Ana Neighbour", tags=["funny"])
    owner = office.owner
    assert await named(owner) == ["Ana Silva"], "who was invited"
    for name in NAMES:
        await add(owner, name)
    await add(owner, "Ben Okafor", email="Ben@Actors.test", tags=["Funny"], unions=["Equity"])
    await add(owner, "Cora Lee", tags=["funny"], languages=["Welsh"], minor=True)
    assert (await named(owner))[:3] == ["Ana Silva", "Ben Okafor", "Cora Lee"]
    assert await named(owner, "?sort=newest&limit=1") == ["Cora Lee"]
    assert await named(owner, "?q=zofia") == ["Žofia Å"]
    assert await named(owner, "?q=ben@act") == ["Ben Okafor"]
    assert await named(owner, "?tag=Funny") == ["Ben Okafor", "Cora Lee"], "spelled as it was first"
    assert await named(owner, "?union=Equity") == ["Ben Okafor"]
    assert await named(owner, "?language=Welsh&minor=true") == ["Cora Lee"]
    assert await named(owner, "?minor=true&union=Equity") == []
    page = (await owner.get("/talent?q=zofia")).text
    assert "1 person" in page
    assert "Ana Silva" not in page


async def test_somebody_is_added_edited_and_put_aside_on_pages(here: Office, there: Office) -> None:
    owner = here.owner
    form = {"name": "Ana Silva", "email": "ana@actors.test", "tags": "comedy, new, Comedy",
        "playing_age_from": "24", "links": "https://ana.test\nhttps://reel.test/ana"}  # fmt: skip
    added = await owner.post("/talent", "/talent", data=form)
    assert added.status_code == 303, added.text
    person = added.headers["location"]
    again = await owner.post("/talent", "/talent", data=form | {"name": "ANA SILVA"})
    assert again.status_code == 409
    assert "there already" in again.text
    page = (await owner.get(person)).text
    for shown in (
        "ana@actors.test",
        "<bdi>comedy</bdi>, <bdi>new</bdi>",
        "https://reel.test/ana",
        "from 24",
    ):
        assert shown in page
    assert f'hx-get="{person}/history"' in page
    assert "With this office" in (await owner.get(f"{person}/history")).text
    assert (await there.owner.get(person)).status_code == 404
    known = (await owner.get(f"/api/v1{person}")).json()
    edited = form | {"version": str(known["version"]), "tags": "comedy", "height_cm": "168"}
    assert (await owner.post(person, person, data=edited)).status_code == 303
    now = (await owner.get(f"/api/v1{person}")).json()
    assert (now["tags"], now["height_cm"], now["version"]) == (["comedy"], 168, 2)
    await owner.post(f"{person}/archive", person, data={"archived": "true"})
    assert await named(owner, "?q=ana@actors.test") == []
    assert await named(owner, "?q=ana@actors.test&archived=true") == ["Ana Silva"]
    assert (await owner.post_sure(f"{person}/delete", person)).status_code == 303
    assert (await owner.get(person)).status_code == 404
    assert "Ana Silva" in (await owner.get("/bin?kind=talent")).text
    assert (await owner.post(f"/bin{person}/restore", "/bin")).status_code == 303
    assert (await owner.get(person)).status_code == 200


async def test_who_comes_second_keeps_what_they_typed_and_is_told_what_changed(
    here: Office,
) -> None:
    owner = here.owner
    person = f"/talent/{await add(owner, 'Ana Silva', based_in='Lisbon')}"
    seen = re.search(r'name="seen" value="([^"]+)"', (await owner.get(person)).text)
    assert seen
    first = {"version": 1, "based_in": "Porto"}
    changed = await owner.client.patch(f"/api/v1{person}", json=first)
    assert changed.status_code == 200, changed.text
    second = {"name": "Ana Silva", "version": "1", "based_in": "Lisbon", "tags": "comedy",
        "seen": seen[1].replace("&#34;", '"')}  # fmt: skip
    refused = await owner.post(person, person, data=second, headers=HTMX)
    assert refused.status_code == 409
    assert "Porto" in refused.text
    stale = await owner.client.patch(f"/api/v1{person}", json={"version": 1, "based_in": "Faro"})
    assert stale.status_code == 409
    saved = await owner.post(person, person, data=second | {"on_version": "2"})
    assert saved.status_code == 303, saved.text
    now = (await owner.get(f"/api/v1{person}")).json()
    assert (now["based_in"], now["tags"]) == ("Porto", ["comedy"]), "both edits are there"


async def test_what_is_wrong_is_said_at_its_field(here: Office) -> None:
    wrong = {
        "name": "\u202eanA", "zone": "Mars/Olympus", "email": "nobody", "links": "javascript:1",
        "playing_age_from": "-1", "height_cm": "9000", "tags": "x" * 61,
        "skills": ", ".join(map(str, range(51))),
    }  # fmt: skip
    for field, value in wrong.items():
        form = {"name": "Nobody", field: value}
        refused = await here.owner.post("/talent", "/talent", data=form, headers=HTMX)
        assert refused.status_code == 422, f"{field}: {refused.text}"
        assert f'data-field="{field}"' in refused.text, refused.text
    ages = {"name": "Nobody", "playing_age_from": "30", "playing_age_to": "20"}
    assert "younger" in (await here.owner.post("/talent", "/talent", data=ages)).text
    assert await named(here.owner, "?q=Nobody") == []


async def test_reps_of_now_and_of_before(here: Office, there: Office) -> None:
    owner = here.owner
    person = f"/talent/{await add(owner, 'Ana Silva')}"
    firm = await owner.post("/rep-firms", "/reps", data={"name": "Lake Talent"})
    firm_id = firm.headers["location"].rsplit("/", 1)[-1]
    reps = []
    for name in ("Robin Lake", "Aiko 田中"):
        made = await owner.post("/reps", "/reps", data={"name": name, "firm_id": firm_id})
        reps.append(made.headers["location"])
        form = {"rep_id": reps[-1].rsplit("/", 1)[-1], "covers": f"{name}'s"}
        assert (await owner.post(f"{person}/reps", person, data=form)).status_code == 303
    await owner.post(f"{person}{reps[0]}/end", person)
    listed = (await owner.get(f"/api/v1{person}/reps")).json()
    assert [(each["rep"], each["ended_at"] is None) for each in listed] == [
        ("Aiko 田中", True),
        ("Robin Lake", False),
    ]
    page = (await owner.get(person)).text
    assert "Former, until" in page
    assert "Ana Silva" in (await owner.get(reps[0])).text
    assert "Robin Lake" in (await owner.get(firm.headers["location"])).text
    for address in (*reps, firm.headers["location"]):
        assert (await there.owner.get(address)).status_code == 404
    assert (await owner.post_sure(f"{reps[0]}/delete", reps[0])).status_code == 303
    left = (await owner.get("/api/v1/reps")).json()["items"]
    assert [each["name"] for each in left] == ["Aiko 田中"]


async def test_pictures_come_by_form_and_in_parts_and_go_with_their_files(
    installation: Installation, here: Office, there: Office
) -> None:
    owner = here.owner
    person = f"/talent/{await add(owner, 'Ana Silva')}"
    place = Image.Exif()
    place[0x010E] = "where it was taken"
    files = {"photo": ("ana.jpg", picture(exif=place.tobytes()), "image/jpeg")}
    sent = await owner.post(f"{person}/photos", person, files=files)
    assert sent.status_code == 303, sent.text
    tus = Tus(owner, person)
    upload = await tus.whole(picture(), "second.jpg")
    assert (await tus.checked(upload))["status"] == "ready"
    form = {"photo_upload": upload.rsplit("/", 1)[-1]}
    assert (await owner.post(f"{person}/photos", person, data=form)).status_code == 303
    first, second = await photos(owner, person)
    assert (first["file_name"], second["file_name"]) == ("ana.jpg", "second.jpg")
    shown = await owner.get(f"/photos/{first['id']}")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert b"where it was taken" not in shown.content
    assert (await there.owner.get(f"/photos/{first['id']}")).status_code == 404
    await owner.post(f"/photos/{second['id']}/first", person)
    assert [each["id"] for each in await photos(owner, person)] == [second["id"], first["id"]]
    await owner.post(f"/photos/{first['id']}/delete", person)
    assert [each["id"] for each in await photos(owner, person)] == [second["id"]]
    assert (await owner.get(f"/photos/{first['id']}")).status_code == 404


async def photos(owner: Visitor, person: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await owner.get(f"/api/v1{person}/photos")).json()
    return found


async def test_what_is_no_picture_is_refused_at_its_field(here: Office) -> None:
    person = f"/talent/{await add(here.owner, 'Ana Silva')}"
    for content in (b"%PDF-1.7", b"\xff\xd8\xff and no more", b"<svg onload=alert(1)>"):
        files = {"photo": ("ana.jpg", content, "image/jpeg")}
        sent: httpx.Response = await here.owner.post(
            f"{person}/photos", person, files=files, headers=HTMX
        )
        assert sent.status_code == 422, sent.text
        assert 'data-field="photo"' in sent.text


async def test_dates_and_guardians_are_on_the_page(here: Office, there: Office) -> None:
    owner = here.owner
    person = f"/talent/{await add(owner, 'Ana Silva', minor=True)}"
    dates = {"first_day": "2099-05-01", "last_day": "2099-05-10", "state": "not_free"}
    assert (await owner.post(f"{person}/availability", person, data=dates)).status_code == 303
    later = dates | {"first_day": "2099-05-04", "last_day": "2099-05-04", "state": "free",
        "source": "rep"}  # fmt: skip
    assert (await owner.post(f"{person}/availability", person, data=later)).status_code == 303
    shown = (await owner.get(f"/api/v1{person}/availability")).json()
    assert [each["state"] for each in shown["days"]] == ["not_free", "free", "not_free"]
    page = (await owner.get(person)).text
    assert "Clash" in page
    assert "Nobody answers for them yet" in page
    turned = dates | {"last_day": "2099-04-01"}
    refused = await owner.post(f"{person}/availability", person, data=turned, headers=HTMX)
    assert 'data-field="last_day"' in refused.text
    guardian = {"name": "Paula Silva", "email": "paula@family.test"}
    assert (await owner.post(f"{person}/guardians", person, data=guardian)).status_code == 303
    assert "paula@family.test" in (await owner.get(person)).text
    statement = shown["statements"][0]["id"]
    await there.owner.post(f"/availability/{statement}/take-back", "/talent")
    assert (await owner.get(f"/api/v1{person}/availability")).json() == shown
    assert (await owner.post(f"/availability/{statement}/take-back", person)).status_code == 303


async def test_each_act_is_told_to_webhooks_kinds(here: Office) -> None:
    kinds = (await here.owner.get("/outgoing-webhooks")).text
    for kind in ("talent.added", "talent.changed", "talent.deleted"):
        assert kind in kinds
