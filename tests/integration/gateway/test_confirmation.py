"""What may be a slip is asked about; "Do it anyway" does it, with all that was typed."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from tests.installation import SIDES, WINTER_DAY, Installation, Office, Visitor

pytestmark = pytest.mark.one_office

HTMX = {"hx-request": "true"}


async def asked(owner: Visitor, path: str, page: str, data: dict[str, str], **more: Any) -> str:
    """Post a form that is asked about, and return the question."""
    answer = await owner.post(path, page, headers=HTMX, data=data, **more)
    assert answer.status_code == 409, answer.text
    assert "Do it anyway" in answer.text
    return unescape(answer.text)


async def day(office: Office, **changed: str) -> dict[str, str]:
    roles = (await office.owner.get(f"/api/v1{office.production}/roles")).json()
    return {
        "title": "Second round", "local_date": WINTER_DAY, "zone": "Europe/London",
        "first_slot": "10:00", "role_id": roles[0]["id"], "slots": "2",
        "preparation": "Learn it by heart", "minutes": "20",
    } | changed  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"local_date": f"{datetime.now(UTC).date() - timedelta(days=2)}"}, "is over"),
        ({"first_slot": "03:00"}, "at night in Europe/London"),
        ({"first_slot": "21:50"}, "at night in Europe/London"),
        ({"local_date": "2020-01-15", "first_slot": "23:00"}, "at night in Europe/London"),
    ],
)
async def test_a_session_in_the_past_or_at_night_is_asked_about(
    office: Office, changed: dict[str, str], words: str
) -> None:
    path = f"{office.production}/sessions"
    form = await day(office, **changed)
    assert words in await asked(office.owner, path, office.production, form)
    before = (await office.owner.get(f"/api/v1{path}")).json()
    made = await office.owner.post_sure(path, office.production, data=form)
    assert made.status_code == 303
    after = (await office.owner.get(f"/api/v1{path}")).json()
    assert len(after) == len(before) + 1
    (new,) = [each for each in after if each not in before]
    assert new["title"] == "Second round"
    assert (new["preparation"], new["local_date"]) == ("Learn it by heart", form["local_date"])


async def test_a_page_without_scripts_keeps_what_was_typed(office: Office) -> None:
    path = f"{office.production}/sessions"
    form = await day(office, first_slot="03:00", title='"Night" & day')
    page = (await office.owner.post(path, office.production, data=form)).text
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    kept = {name: unescape(value) for name, value in hidden if name != "_csrf_token"}
    assert kept == form
    confirm = re.search(r'name="confirm" value="([^"]+)"', page)
    assert confirm
    data = kept | {"confirm": confirm[1]}
    assert (await office.owner.post(path, office.production, data=data)).status_code == 303


async def test_what_is_changed_after_the_question_is_asked_about_again(office: Office) -> None:
    path = f"{office.production}/sessions"
    question = await asked(
        office.owner, path, office.production, await day(office, first_slot="03:00")
    )
    confirm = re.search(r'name="confirm" value="([^"]+)"', question)
    assert confirm
    other = await day(office, first_slot="04:00", confirm=confirm[1])
    assert "04:00" in await asked(office.owner, path, office.production, other)


@pytest.mark.parametrize("name", ["the tempest", "THE TEMPEST", "\uff34he  Tempest"])
async def test_a_second_production_of_one_name_is_asked_about(office: Office, name: str) -> None:
    form = {"title": name, "company": "Ours"}
    assert "is there already" in await asked(office.owner, "/productions", "/productions", form)
    made = await office.owner.post_sure("/productions", "/productions", data=form)
    assert made.status_code == 303
    assert "Ours" in (await office.owner.get(made.headers["location"])).text


@pytest.mark.own_office
async def test_a_second_role_of_one_name_is_asked_about(office: Office) -> None:
    path = f"{office.production}/roles"
    files = {"sides": ("sides.pdf", SIDES.read_bytes(), "application/pdf")}
    form = {"name": "miranda", "breakdown": "A second one"}
    assert "Miranda" in await asked(office.owner, path, office.production, form, files=files)
    made = await office.owner.post_sure(path, office.production, data=form, files=files)
    assert made.status_code == 303
    assert "A second one" in (await office.owner.get(office.production)).text


@pytest.mark.own_office
async def test_the_same_actor_twice_is_asked_about(
    installation: Installation, office: Office
) -> None:
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    path = f"/slots/{slots[1]['id']}/invitations"
    form = {"name": "Ana", "email": office.actor.upper()}
    assert "Ana Silva" in await asked(office.owner, path, office.session, form)
    assert len(await office.owner.guests(office.session)) == 1
    assert (await office.owner.post_sure(path, office.session, data=form)).status_code == 303
    assert len(await office.owner.guests(office.session)) == 2
    watcher = {"name": "Ana", "title": "Aunt", "email": office.actor, "role": "guardian"}
    question = await asked(office.owner, f"{office.session}/watchers", office.session, watcher)
    assert "invited to this session already" in question


@pytest.mark.own_office
async def test_night_where_the_invited_was_last_is_asked_about(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    said = {"zone": "Pacific/Auckland"}
    await stranger.post(f"{office.actor_link}/opened", office.actor_link, data=said)
    session = await office.owner.lay_out(office.production, title="Callbacks")
    slots = (await office.owner.get(f"/api/v1{session}/slots")).json()
    path = f"/slots/{slots[0]['id']}/invitations"
    form = {"name": "Ana Silva", "email": office.actor}
    question = await asked(office.owner, path, session, form)
    assert "In Pacific/Auckland, where Ana Silva was last" in question
    assert "23:00" in question
    other = {"name": "Ben", "email": f"{uuid4().hex}@actors.test"}
    assert (await office.owner.post(path, session, data=other)).status_code == 303


async def test_programs_are_not_asked(office: Office) -> None:
    made = await office.owner.client.post("/api/v1/productions", json={"title": "The Tempest"})
    assert made.status_code == 201, made.text


@pytest.mark.parametrize("zone", ["localtime", "Factory", "Etc/GMT+5", "posixrules", "right/UTC"])
async def test_what_is_no_place_is_neither_offered_nor_taken(office: Office, zone: str) -> None:
    page = (await office.owner.get(f"{office.production}/sessions")).text
    assert f"<option>{zone}</option>" not in page
    assert "<option>America/St_Johns</option>" in page
    form = await day(office, zone=zone)
    refused = await office.owner.post(
        f"{office.production}/sessions", office.production, headers=HTMX, data=form
    )
    assert refused.status_code == 422
    assert 'data-field="zone"' in refused.text


async def test_slots_past_midnight_name_their_day(office: Office) -> None:
    form = await day(office, first_slot="23:40", slots="3")
    made = await office.owner.post_sure(
        f"{office.production}/sessions", office.production, data=form
    )
    page = (await office.owner.get(made.headers["location"])).text
    times = re.findall(r'data-form="beside">([^<]+)</time>', page)
    next_day = date.fromisoformat(WINTER_DAY) + timedelta(days=1)
    assert times == ["23:40", f"{next_day:%a %d %b}, 00:00", f"{next_day:%a %d %b}, 00:20"]


async def test_an_hour_that_comes_twice_is_told_apart(office: Office) -> None:
    """The clocks of London went back at 02:00 on 26 October 2025."""
    form = await day(office, local_date="2025-10-26", first_slot="00:30", minutes="60", slots="4")
    made = await office.owner.post_sure(
        f"{office.production}/sessions", office.production, data=form
    )
    page = (await office.owner.get(made.headers["location"])).text
    times = re.findall(r'data-form="beside">([^<]+)</time>', page)
    assert times == ["00:30", "01:30", "01:30 (UTC+00:00)", "02:30 (UTC+00:00)"]
