"""Several in one slot, each for a role of their own: chemistry reads."""

from uuid import uuid4

from icalendar import Calendar

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of


async def invite(
    office: Office,
    email: str,
    *,
    name: str = "Ben Okafor",
    role: int | None = None,
    also: bool = True,
) -> int:
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    roles = (await office.owner.get(f"/api/v1{office.production}/roles")).json()
    form = {"name": name, "email": email, "also": "true" if also else ""}
    if role is not None:
        form["role_id"] = roles[role]["id"]
    path = f"/slots/{slots[0]['id']}/invitations"
    post = office.owner.post_sure if email == office.actor else office.owner.post
    return (await post(path, office.session, data=form)).status_code


async def test_two_read_together_each_for_a_role_of_their_own(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    await office.owner.add_role(office.production, "Ferdinand", b"")
    email = f"ben-{uuid4().hex}@actors.test"
    assert await invite(office, email, role=1, also=False) == 409, "not unless it is asked for"
    assert await invite(office, email, role=1) == 303
    page = (await office.owner.get(office.session)).text
    assert page.index("Ana Silva") < page.index("Ben Okafor")
    assert "Ferdinand" in page
    link = await installation.link_to(email, "join")
    assert "<bdi>Ferdinand</bdi> in" in (await stranger.get(link)).text
    assert "<bdi>Miranda</bdi> in" in (await stranger.get(office.actor_link)).text
    (event,) = Calendar.from_ical((await stranger.get(f"{link}/audition.ics")).text).walk("VEVENT")
    assert "Ferdinand" in str(event["summary"])
    for guest in await office.owner.guests(office.session):
        path = f"/guests/{guest['id']}/send-again"
        async with rows_of(installation, office) as rows:
            await rows.execute("UPDATE gateway.mail SET queued_at = now() - interval '2 hours'")
        assert (await office.owner.post(path, office.session)).status_code == 303


async def test_who_reads_for_two_roles_is_there_once(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    await office.owner.add_role(office.production, "Ariel", b"")
    seen = (await installation.mails.newest(office.actor)).id
    assert await invite(office, office.actor, name="ANA SILVA", role=1) == 303
    (guest,) = await office.owner.guests(office.session)
    assert guest["name"] == "Ana Silva"
    async with rows_of(installation, office) as rows:
        assert await rows.fetchval("SELECT count(*) FROM candidate") == 2
        assert await rows.fetchval("SELECT count(*) FROM talent") == 1
    assert (await stranger.get(office.actor_link)).status_code == 403, "the new link is the way in"
    link = await installation.link_to(office.actor, "join", after=seen)
    assert "<bdi>Miranda and Ariel</bdi> in" in (await stranger.get(link)).text


async def test_a_role_of_another_production_is_none(office: Office, neighbour: Office) -> None:
    elsewhere = await office.owner.start_production("Hamlet")
    await office.owner.add_role(elsewhere, "Ophelia", b"")
    (role,) = (await office.owner.get(f"/api/v1{elsewhere}/roles")).json()
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    (theirs,) = (await neighbour.owner.get(f"/api/v1{neighbour.production}/roles")).json()
    for role_id in (role["id"], theirs["id"]):
        asked = await office.owner.client.post(
            f"/api/v1/slots/{slots[1]['id']}/invitations",
            json={"name": "Ben", "email": "ben@actors.test", "role_id": role_id},
        )
        assert asked.status_code == 404
