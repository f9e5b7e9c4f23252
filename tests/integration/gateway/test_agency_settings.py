"""The settings of an agency, and of a person: edited, used where they say so, and audited."""

import re
from collections.abc import AsyncIterator
from html import unescape
from uuid import uuid4

import pytest

from tests.installation import Installation, Visitor

API = "/api/v1/settings"
_HIDDEN = re.compile(r'<input type="hidden" name="(version|seen)" value="([^"]*)"')


@pytest.fixture(scope="module")
async def owner(installation: Installation) -> AsyncIterator[Visitor]:
    async with installation.browser() as visitor:
        await visitor.sign_up(f"{uuid4().hex}@office.test", "Settled Office")
        yield visitor


@pytest.fixture(scope="module")
async def other(installation: Installation) -> AsyncIterator[Visitor]:
    """Return the owner of another office, which has settings of its own."""
    async with installation.browser() as visitor:
        await visitor.sign_up(f"{uuid4().hex}@office.test", "Other Office")
        made = await visitor.client.patch(API, json={"version": 1, "zone": "Asia/Tokyo"})
        assert made.status_code == 200, made.text
        yield visitor


async def form(owner: Visitor) -> dict[str, str]:
    page = (await owner.get("/settings")).text
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}


async def change(owner: Visitor, **fields: str) -> None:
    version = (await owner.client.get(API)).json()["version"]
    answer = await owner.client.patch(API, json={"version": version, **fields})
    assert answer.status_code == 200, answer.text


async def test_settings_hold_for_the_agency_and_the_second_of_two_is_told(
    owner: Visitor, other: Visitor
) -> None:
    mine, theirs = await form(owner), await form(owner)
    paris = {"zone": "Europe/Paris", "clock": "12", "signature": "Ours\r\nParis"}
    assert (await owner.post("/settings", "/settings", data=mine | paris)).status_code == 303
    late = {"zone": "Europe/Rome", "clock": "24", "signature": ""}
    answer = await owner.post("/settings", "/settings", data=theirs | late)
    assert answer.status_code == 409
    assert "now <q><bdi>Europe/Paris" in answer.text
    found = (await owner.client.get(API)).json()
    assert (found["version"], found["zone"], found["clock"]) == (
        int(mine["version"]) + 1, "Europe/Paris", "12",
    )  # fmt: skip
    assert (await other.client.get(API)).json()["zone"] == "Asia/Tokyo"
    cleared = {"zone": "", "clock": "", "language": ""}
    await owner.post("/account/preferences", "/account", data=cleared)
    log = (await owner.get("/audit")).text
    assert "edited the settings of agency" in log
    assert re.search(r"\d{4}, \d{1,2}:\d\d:\d\d [ap]m CES?T<", log)


@pytest.mark.parametrize(
    "wrong", [{"zone": "Mars/Olympus"}, {"clock": "13"}, {"signature": "x" * 1001}]
)
async def test_what_is_no_setting_is_refused(owner: Visitor, wrong: dict[str, str]) -> None:
    version = (await owner.client.get(API)).json()["version"]
    for refused in (
        await owner.client.patch(API, json={"version": version, **wrong}),
        await owner.post("/settings", "/settings", data=await form(owner) | wrong),
    ):
        assert refused.status_code in {400, 422}, refused.text
    assert (await owner.client.get(API)).json()["version"] == version


async def test_settings_before_the_first_are_edited_at_their_version_only(
    installation: Installation,
) -> None:
    async with installation.browser() as visitor:
        await visitor.sign_up(f"{uuid4().hex}@office.test", "First Office")
        early = await visitor.client.patch(API, json={"version": 7, "clock": "12"})
        assert (early.status_code, early.json()["version"]) == (409, 1)
        link = "see https://elsewhere.test"
        refused = await visitor.client.patch(API, json={"version": 1, "signature": link})
        assert refused.status_code == 422, "an office that never paid leads nowhere by mail"


async def test_the_name_is_changed_by_who_saw_the_newest(owner: Visitor, other: Visitor) -> None:
    named = {"name": "Renamed <Office>", "before": "Settled Office"}
    assert (await owner.post("/settings/name", "/settings", data=named)).status_code == 303
    assert "Renamed &lt;Office&gt;" in (await owner.get("/productions")).text
    assert "Renamed" not in (await other.get("/productions")).text
    again = await owner.post("/settings/name", "/settings", data=named | {"name": "Late"})
    assert again.status_code == 409
    assert "renamed agency" in (await owner.get("/audit")).text


async def test_answers_go_to_an_address_once_its_reader_confirms(
    installation: Installation, owner: Visitor, other: Visitor
) -> None:
    address = f"{uuid4().hex[:12]}@replies.test"
    asked = await owner.post("/settings/reply-address", "/settings", data={"email": address})
    assert asked.status_code == 303, asked.text
    assert (await owner.client.get(API)).json()["reply_to"] == ""
    link = (await installation.link_to(address, "settings/reply-address")).removeprefix(
        installation.url
    )
    assert (await other.get(link)).status_code == 403
    assert (await owner.post(link, link)).status_code == 303
    assert (await owner.post(link, "/settings")).status_code == 403
    found = (await owner.client.get(API)).json()
    assert (found["reply_to"], found["asked_reply_to"]) == (address, "")
    await change(owner, signature="Ours\nParis")
    invited = f"{uuid4().hex[:12]}@team.test"
    form_ = {"email": invited, "role": "associate"}
    assert (await owner.post("/team/invitations", "/team", data=form_)).status_code == 303
    await installation.link_to(invited, "invitations")
    (mail,) = await installation.mails.find(invited)
    assert address in mail.reply_to
    assert "-- \nOurs\nParis" in mail.text.replace("\r\n", "\n")
    gone = await owner.post("/settings/reply-address", "/settings", data={"email": ""})
    assert gone.status_code == 303
    assert (await owner.client.get(API)).json()["reply_to"] == ""


async def test_new_sessions_begin_with_the_zone_of_the_agency(
    owner: Visitor, other: Visitor
) -> None:
    await change(owner, zone="Europe/Paris")
    ours = await owner.start_production("Zoned")
    await owner.post(f"{ours}/roles", ours, data={"name": "Ariel"})
    assert "<option selected>Europe/Paris" in (await owner.get(f"{ours}/sessions")).text
    theirs = await other.start_production("Zoned")
    await other.post(f"{theirs}/roles", theirs, data={"name": "Ariel"})
    assert "<option selected>Asia/Tokyo" in (await other.get(f"{theirs}/sessions")).text


async def test_a_person_chooses_for_themselves(owner: Visitor) -> None:
    chosen = {"zone": "America/New_York", "clock": "24", "language": "fr"}
    saved = await owner.post("/account/preferences", "/account", data=chosen)
    assert saved.status_code == 303, saved.text
    page = (await owner.get("/audit")).text
    assert 'data-zone="America/New_York" data-clock="24" data-dates="fr"' in page
    assert re.search(r"\d{4}, \d\d:\d\d:\d\d E[SD]T<", page)
    wrong = await owner.post("/account/preferences", "/account", data={"zone": "Mars/Olympus"})
    assert wrong.status_code == 422
    named = {"name": "Olive", "before": "Olivia Owner"}
    assert (await owner.post("/account/name", "/account", data=named)).status_code == 303
    assert (await owner.post("/account/name", "/account", data=named)).status_code == 409
    assert 'value="Olive"' in (await owner.get("/account")).text
