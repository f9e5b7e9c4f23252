"""The sheet of a session: who moved is told, once, by a calendar entry that replaces theirs, and
replies from the mail; until the mails leave they are taken back."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of
from tests.integration.gateway.test_calendars import entry_of, event_of

pytestmark = pytest.mark.one_office


async def day(office: Office) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await office.owner.get(f"/api/v1{office.session}/day")).json()
    return rows


async def unsent(office: Office) -> list[tuple[str, str]]:
    found = (await office.owner.get(f"/api/v1{office.session}/unsent")).json()
    return [(each["name"], each["change"]) for each in found]


async def post(office: Office, path: str, **body: Any) -> Any:
    answer = await office.owner.client.post(f"/api/v1{path}", json=body)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def notify(installation: Installation, office: Office, **body: Any) -> dict[str, Any]:
    """Tell all who are on the sheet, and let the time pass in which it can be taken back."""
    found = (await office.owner.get(f"/api/v1{office.session}/unsent")).json()
    body |= {"guest_ids": [each["guest_id"] for each in found]}
    made: dict[str, Any] = await post(office, f"{office.session}/notifications", **body)
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """UPDATE gateway.job SET run_at = now()
            WHERE kind = 'auditions.tell' AND status = 'scheduled'; NOTIFY job_gateway"""
        )
    return made


async def test_a_moved_time_is_told_once_and_replied_to_from_the_mail(
    installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    mail, calendar = await entry_of(installation, office.actor)
    first = event_of(calendar)
    one, two = [row["slot"] for row in await day(office)]
    assert (await stranger.get(f"{office.actor_link}?reply=confirmed")).status_code == 200
    assert (await day(office))[0]["people"][0]["reply"] == "told", (
        "a link that is opened says nothing"
    )
    form = {"reply": "confirmed"}
    assert (
        await stranger.post(f"{office.actor_link}/reply", office.actor_link, data=form)
    ).status_code == 303
    assert (await day(office))[0]["people"][0]["reply"] == "confirmed"

    await post(office, f"/slots/{one['id']}/move", to=two["id"])
    assert await unsent(office) == [("Ana Silva", "moved")]
    page = (await stranger.get(office.actor_link)).text
    assert "10:00" in page, "she is told by a mail, not by her page"
    sheet = (await office.owner.get(f"{office.session}/notifications")).text
    assert "Moved, was 10:00" in sheet
    assert office.actor in sheet

    made = await notify(installation, office, words="Room 2, with apologies.")
    moved_mail, calendar = await entry_of(installation, office.actor, mail)
    moved = event_of(calendar)
    assert (calendar["METHOD"], moved["UID"], moved["SEQUENCE"]) == ("REQUEST", first["UID"], 1)
    assert moved["DTSTART"].dt > first["DTSTART"].dt
    letter = await installation.mails.newest(office.actor)
    assert "your audition for" in letter.text
    assert "has another time" in letter.text
    assert "Room 2, with apologies." in letter.text
    assert "Before: " in letter.text
    assert await unsent(office) == []
    assert (await day(office))[1]["people"][0]["reply"] == "confirm_again"
    gone = await office.owner.client.post(f"/api/v1/notifications/{made['id']}/take-back", json={})
    assert gone.status_code == 409

    link = re.search(rf"{installation.url}(/join/\S+)\?reply=another_time#reply", letter.text)
    assert link
    assert "data-chosen" in (await stranger.get(f"{link[1]}?reply=another_time")).text
    reply = {"reply": "another_time", "note": "After two"}
    assert (await stranger.post(f"{link[1]}/reply", link[1], data=reply)).status_code == 303
    (person,) = (await day(office))[1]["people"]
    assert (person["reply"], person["note"]) == ("another_time", "After two")
    assert len(await installation.mails.find(office.actor, after=moved_mail, wait=0)) == 0
    assert await unsent(neighbour) == []
    taken = await neighbour.owner.client.post(
        f"/api/v1/notifications/{made['id']}/take-back", json={}
    )
    assert taken.status_code == 404


async def test_a_link_that_is_copied_ends_the_one_before_and_is_sent_to_nobody(
    installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    last = (await installation.mails.newest(office.actor)).id
    row = next(row for row in await day(office) if row["people"])
    path = f"/guests/{row['people'][0]['guest_id']}/link"
    menu = (await office.owner.get(f"/slots/{row['slot']['id']}/menu")).text
    assert f'action="{path}"' in menu
    assert (await neighbour.owner.client.post(f"/api/v1{path}", json={})).status_code == 404
    asked = await office.owner.post(path, office.session)
    assert "the one that they have ends" in asked.text
    page = (await office.owner.post_sure(path, office.session)).text
    (shown,) = re.findall(rf'value="{installation.url}(/join/[\w-]+)"', page)
    assert (await stranger.get(shown)).status_code == 200
    newer = urlsplit((await post(office, path))["url"]).path
    assert (await stranger.get(newer)).status_code == 200
    assert (await stranger.get(shown)).status_code == 403
    assert await installation.mails.find(office.actor, after=last, wait=0) == []


async def test_what_is_taken_back_tells_nobody_and_what_is_cancelled_ends_an_entry(
    installation: Installation, office: Office
) -> None:
    last = (await installation.mails.newest(office.actor)).id
    (person,) = next(row["people"] for row in await day(office) if row["people"])
    free = next(row["slot"] for row in await day(office) if not row["people"])
    await post(office, f"/slots/{free['id']}/people", name="Ben", email=f"ben-{office.actor}")
    await post(office, f"/guests/{person['guest_id']}/cancel")
    assert sorted(await unsent(office)) == [("Ana Silva", "cancelled"), ("Ben", "new")]
    found = (await office.owner.get(f"/api/v1{office.session}/unsent")).json()
    chosen = {"guest_ids": [each["guest_id"] for each in found]}
    form = await office.owner.post(f"{office.session}/notifications", office.session, data=chosen)
    assert form.status_code == 303
    again = await office.owner.client.post(f"/api/v1{office.session}/notifications", json=chosen)
    assert again.status_code == 409, "they are being told"
    (waiting,) = (await office.owner.get(f"/api/v1{office.session}/notifications")).json()
    assert waiting["people"] == 2
    await post(office, f"/notifications/{waiting['id']}/take-back")
    assert len(await unsent(office)) == 2

    await notify(installation, office)
    _, calendar = await entry_of(installation, office.actor, last)
    assert (calendar["METHOD"], event_of(calendar)["STATUS"]) == ("CANCEL", "CANCELLED")
    ben = await installation.mails.newest(f"ben-{office.actor}")
    assert "would like to see you" in ben.text
    assert len(await installation.mails.find(office.actor, after=last, wait=0)) == 1
    assert await unsent(office) == []
