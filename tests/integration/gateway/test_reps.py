"""Reps: a link of their own shows their client's audition, and nothing of anybody else's."""

import pytest

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import mails_age
from tests.integration.gateway.test_company import refusal

REP = {"name": "Rita Rep", "title": "Stage Agents"}


async def actor_of(office: Office) -> str:
    (actor,) = [g for g in await office.owner.guests(office.session) if g["email"] == office.actor]
    return str(actor["id"])


async def represent(installation: Installation, office: Office) -> str:
    """Invite a rep of the office's actor; return their link."""
    email = f"rep-{office.actor}"
    address = f"/guests/{await actor_of(office)}/reps"
    answer = await office.owner.post(address, office.session, data=REP | {"email": email})
    assert answer.status_code == 303, answer.text
    return await installation.link_to(email, "join")


async def test_a_rep_sees_their_clients_audition_and_nobody_elses(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    await office.owner.invite(office.session, f"other-{office.actor}", slot=1)
    page = (await stranger.get(await represent(installation, office))).text
    assert "This link is for <strong><bdi>Rita Rep</bdi></strong>, <bdi>Stage Agents</bdi>" in page
    assert "<bdi>Ana Silva</bdi>: <bdi>Miranda</bdi> in <bdi>The Tempest</bdi>" in page
    assert "10:00" in page
    assert "10:15" not in page, "that is another actor's time"
    assert "The link has not been opened yet." in page
    assert office.actor not in page
    for inside in ("/room", "consent", "Try them out", office.actor_link.rsplit("/", 1)[-1]):
        assert inside not in page


@pytest.mark.with_sides
async def test_a_rep_reads_the_clients_sides_and_calendar(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    link = await represent(installation, office)
    page = (await stranger.get(link)).text
    sides = page.split(f"{link.removeprefix(installation.url)}/sides/")[1].split('"')[0]
    assert (await stranger.get(f"{link}/sides/{sides}")).status_code == 200
    event = (await stranger.get(f"{link}/audition.ics")).text
    assert "SUMMARY:Audition of Ana Silva: Miranda in The Tempest" in event


@pytest.mark.parametrize("place", ["stage", "back-room"])
async def test_no_room_is_open_to_a_rep(
    place: str, installation: Installation, office: Office
) -> None:
    await office.owner.pay(office.production)
    assert (await office.owner.post(f"{office.session}/open", office.session)).status_code == 303
    link = await represent(installation, office)
    assert "not among" in await refusal(link, place)
    async with installation.browser() as rep:
        assert (await rep.get(f"{link}/room")).status_code == 403


async def test_a_rep_sees_whether_the_client_has_come(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    link = await represent(installation, office)
    await stranger.post(f"{office.actor_link}/opened", office.actor_link)
    assert "Has opened the link" in (await stranger.get(link)).text
    assert await refusal(office.actor_link, "stage") == ""
    async with installation.browser() as rep:
        await rep.until(link, lambda page: "In the waiting room or on the stage." in page.text)


async def test_a_reps_link_is_sent_again_and_ends_with_the_clients(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    link, client = await represent(installation, office), await actor_of(office)
    (rep,) = [g for g in await office.owner.guests(office.session) if g["role"] == "rep"]
    seen = (await installation.mails.newest(rep["email"])).id
    await mails_age(installation)
    await office.owner.post(f"/guests/{rep['id']}/send-again", office.session)
    newer = await installation.link_to(rep["email"], "join", after=seen)
    assert (await stranger.get(link)).status_code == 403
    assert (await stranger.get(newer)).status_code == 200
    await office.owner.post_sure(f"/guests/{client}/withdraw", office.session)
    assert (await stranger.get(newer)).status_code == 410
    await mails_age(installation)
    again = await office.owner.post(f"/guests/{rep['id']}/send-again", office.session)
    assert again.status_code == 409
    assert "client was withdrawn" in again.text


async def test_only_an_actor_has_a_rep(installation: Installation, office: Office) -> None:
    await represent(installation, office)
    (rep,) = [g for g in await office.owner.guests(office.session) if g["role"] == "rep"]
    data = REP | {"email": "rep@of-a-rep.test"}
    answer = await office.owner.post(f"/guests/{rep['id']}/reps", office.session, data=data)
    assert answer.status_code == 404


async def test_who_represents_an_actor_is_a_rep_of_theirs_and_once(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    await represent(installation, office)
    await represent(installation, neighbour)
    form = REP | {"name": "RITA REP", "title": "STAGE AGENTS", "email": f"rep-{office.actor}"}
    await mails_age(installation)
    address = f"/guests/{await actor_of(office)}/reps"
    again = await office.owner.post(address, office.session, data=form)
    assert again.status_code == 303
    reps = (await office.owner.get("/api/v1/reps")).json()["items"]
    assert [(each["name"], each["firm"]) for each in reps] == [("Rita Rep", "Stage Agents")]
