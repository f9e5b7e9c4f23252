"""Readers, guardians and those who watch: each comes in by a link of their own, to their place."""

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import mails_age


async def invite(installation: Installation, office: Office, role: str) -> str:
    """Invite somebody to the office's session; return their link."""
    email = f"{role}-{office.actor}"
    form = {"name": "Rosa Reader", "title": "Company", "email": email, "role": role}
    answer = await office.owner.post(f"{office.session}/watchers", office.session, data=form)
    assert answer.status_code == 303, answer.text
    return await installation.link_to(email, "join")


async def refusal(link: str, place: str) -> str:
    """Return why a socket is closed at once, or an empty text if it is not."""
    async with connect(f"{link}/{place}/socket".replace("http", "ws", 1)) as socket:
        try:
            await socket.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.reason if closed.rcvd else "closed"
    return ""


@pytest.mark.one_office
@pytest.mark.parametrize(
    ("role", "way_in"),
    [
        ("reader", "Go to the stage"),
        ("guardian", "Go to the waiting room"),
        ("decision_maker", "Enter the back room"),
    ],
)
async def test_each_page_says_whose_link_it_is_and_where_it_leads(
    role: str, way_in: str, installation: Installation, office: Office, stranger: Visitor
) -> None:
    page = (await stranger.get(await invite(installation, office, role))).text
    assert "This link is for <strong><bdi>Rosa Reader</bdi></strong>" in page
    assert way_in in page
    assert ("May your takes be recorded?" in page) == (role != "decision_maker")
    assert "Rosa Reader" in (await office.owner.get(f"{office.session}/company")).text


async def test_an_actor_reads_beforehand_who_watches_and_reads_but_of_no_other_child(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    for role in ("reader", "guardian"):
        await invite(installation, office, role)
    page = (await stranger.get(office.actor_link)).text
    assert page.count("Rosa Reader") == 1
    assert "on the stage" in page
    guests = await office.owner.guests(office.session)
    (reader,) = [guest for guest in guests if guest["role"] == "reader"]
    await office.owner.post_sure(f"/guests/{reader['id']}/withdraw", office.session)
    assert "Rosa Reader" not in (await stranger.get(office.actor_link)).text


@pytest.mark.with_sides
async def test_a_reader_has_the_sides_and_a_guardian_has_not(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    reader, guardian = (
        await invite(installation, office, "reader"),
        await invite(installation, office, "guardian"),
    )
    page = (await stranger.get(reader)).text
    sides = page.split(f"{reader.removeprefix(installation.url)}/sides/")[1].split('"')[0]
    assert (await stranger.get(f"{reader}/sides/{sides}")).status_code == 200
    assert (await stranger.get(f"{guardian}/sides/{sides}")).status_code == 404
    assert "/sides/" not in (await stranger.get(guardian)).text


async def test_a_reader_comes_onto_an_open_stage_and_never_into_the_back_room(
    installation: Installation, office: Office
) -> None:
    await office.owner.pay(office.production)
    reader, guardian = (
        await invite(installation, office, "reader"),
        await invite(installation, office, "guardian"),
    )
    assert "not open yet" in await refusal(reader, "stage")
    assert await refusal(guardian, "stage") == "", "who is with a child may come early"
    assert (await office.owner.post(f"{office.session}/open", office.session)).status_code == 303
    assert await refusal(reader, "stage") == ""
    for link in (reader, guardian):
        assert "not among" in await refusal(link, "back-room")


async def test_their_links_are_sent_again_and_withdrawn(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    link = await invite(installation, office, "reader")
    (reader,) = [g for g in await office.owner.guests(office.session) if g["role"] == "reader"]
    seen = (await installation.mails.newest(reader["email"])).id
    await mails_age(installation)
    await office.owner.post(f"/guests/{reader['id']}/send-again", office.session)
    newer = await installation.link_to(reader["email"], "join", after=seen)
    assert (await stranger.get(link)).status_code == 403
    assert "read opposite" in (await installation.mails.newest(reader["email"], after=seen)).text
    await office.owner.post_sure(f"/guests/{reader['id']}/withdraw", office.session)
    assert (await stranger.get(newer)).status_code == 410


async def test_who_watches_or_reads_is_a_contact_and_once(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    await invite(installation, office, "reader")
    await invite(installation, office, "guardian")
    await invite(installation, neighbour, "reader")
    email = f"reader-{office.actor}"
    form = {"name": "ROSA READER", "title": "Director", "email": email, "role": "decision_maker"}
    again = await office.owner.post_sure(f"{office.session}/watchers", office.session, data=form)
    assert again.status_code == 303
    contacts = (await office.owner.get("/api/v1/contacts")).json()["items"]
    assert [(each["name"], each["email"]) for each in contacts] == [("Rosa Reader", email)]


async def test_guests_are_listed_by_the_page_and_found_by_name(
    office: Office, neighbour: Office
) -> None:
    owner, api = office.owner, f"/api/v1{office.session}/guests"
    for name, role in (("Zoë Watcher", "decision_maker"), ("Bea Reader", "reader")):
        form = {"name": name, "title": "x", "email": f"{role}@films.test", "role": role}
        posted = await owner.post(f"{office.session}/watchers", office.session, data=form)
        assert posted.status_code == 303

    async def names(query: str) -> list[str]:
        page = (await owner.get(f"{api}?{query}")).json()
        return [each["name"] for each in page["items"]]

    assert await names("sort=name") == ["Ana Silva", "Bea Reader", "Zoë Watcher"]
    first = (await owner.get(f"{api}?limit=2")).json()
    assert ([each["name"] for each in first["items"]], first["total"]) == (
        ["Ana Silva", "Zoë Watcher"], 3,
    )  # fmt: skip
    assert await names(f"limit=2&after={first['next']}") == ["Bea Reader"]
    assert await names("q=zoe") == ["Zoë Watcher"]
    assert await names("role=reader&opened=false") == ["Bea Reader"]
    assert await names("withdrawn=true") == []
    assert (await neighbour.owner.get(api)).status_code == 404
