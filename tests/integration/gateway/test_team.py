"""Members and invitations: who comes in, who works where, and what a freelancer sees."""

import re
from uuid import uuid4

import pytest

from tests.eventually import eventually
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import mails_age

HTMX = {"hx-request": "true"}


async def invite(office: Office, email: str, **part: object) -> None:
    form = {"email": email, "role": "associate"} | part
    answer = await office.owner.post("/team/invitations", "/team", data=form)
    assert answer.status_code == 303, answer.text


async def link_in_mails(installation: Installation, email: str, kind: str) -> str:
    """Return the newest link of a kind that was mailed to somebody; wait for the first."""

    async def links() -> list[str]:
        text = "\n".join(mail.text for mail in await installation.mails.find(email))
        return re.findall(rf"{installation.url}/{kind}/\S+", text)

    return (await eventually(links, bool))[-1]


async def sign_in(visitor: Visitor, email: str) -> None:
    asked = await visitor.post("/sign-in", data={"email": email})
    assert asked.status_code == 200
    link = await link_in_mails(visitor.installation, email, "sign-in")
    assert (await visitor.post(link, link)).status_code == 303


async def join(installation: Installation, office: Office, visitor: Visitor, **part: object) -> str:
    """Invite somebody, sign them in and accept; return their address."""
    email = f"{uuid4().hex[:12]}@team.test"
    await invite(office, email, **part)
    link = await link_in_mails(installation, email, "invitations")
    await sign_in(visitor, email)
    answer = await visitor.post(f"/invitations/{await waiting(visitor)}/accept", link)
    assert answer.headers["location"] == "/today", answer.text
    return email


async def waiting(visitor: Visitor) -> str:
    """Return the invitation that a person's own page of agencies shows."""
    found = re.search(r'action="/invitations/([0-9a-f-]{36})/accept"', (await agencies(visitor)))
    assert found
    return found[1]


async def agencies(visitor: Visitor) -> str:
    return (await visitor.get("/agencies/yours")).text


async def test_who_accepts_works_for_the_agency(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    email = await join(installation, office, stranger)
    page = (await office.owner.get("/team")).text
    assert email in page
    assert (await stranger.get(office.production)).status_code == 200
    assert (await stranger.post("/team/invitations", "/productions", data={})).status_code == 403


async def test_a_link_says_who_invites_whom_and_asks_to_sign_in(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    email = f"{uuid4().hex[:12]}@team.test"
    await invite(office, email, role="runner")
    page = await stranger.get(await link_in_mails(installation, email, "invitations"))
    for words in (email, "Olivia Owner", "as runner", "/sign-in?email="):
        assert words in page.text


async def test_the_wrong_person_is_told_whose_invitation_it_is(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    email = f"{uuid4().hex[:12]}@team.test"
    await invite(office, email)
    await sign_in(stranger, "another@team.test")
    shown = await stranger.get(await link_in_mails(installation, email, "invitations"))
    assert shown.status_code == 403
    assert f"is for {email}" in shown.text
    assert "another@team.test" in shown.text
    async with installation.browser() as invited:
        await sign_in(invited, email)
        taken = await stranger.post(
            f"/invitations/{await waiting(invited)}/accept", "/agencies/new"
        )
    assert taken.status_code == 404


async def test_who_is_in_already_is_said_to_be(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    email = await join(installation, office, stranger)
    form = {"email": email.upper(), "role": "runner"}
    again = await office.owner.post("/team/invitations", "/team", data=form, headers=HTMX)
    assert again.status_code == 409
    assert "member of the agency already" in again.text
    used = await stranger.get(await link_in_mails(installation, email, "invitations"))
    assert used.status_code == 410


async def test_a_withdrawn_invitation_is_gone_and_one_sent_again_has_a_new_link(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    email = f"{uuid4().hex[:12]}@team.test"
    await invite(office, email)
    first = await link_in_mails(installation, email, "invitations")
    page = (await office.owner.get("/team")).text
    found = re.search(r"/team/invitations/([0-9a-f-]{36})/withdraw", page)
    assert found
    seen = (await installation.mails.newest(email)).id
    await mails_age(installation)
    await office.owner.post(f"/team/invitations/{found[1]}/send-again", "/team")
    second = await installation.link_to(email, "invitations", after=seen)
    assert (await stranger.get(first)).status_code == 410
    assert (await stranger.get(second)).status_code == 200
    await office.owner.post_sure(f"/team/invitations/{found[1]}/withdraw", "/team")
    assert (await stranger.get(second)).status_code == 410


async def test_a_freelancer_sees_the_productions_named_to_them(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    other = await office.owner.start_production("Cymbeline")
    named = office.production.rsplit("/", 1)[1]
    await join(installation, office, stranger, role="freelancer", productions=[named])
    page = (await stranger.get("/productions")).text
    assert "The Tempest" in page
    assert "Cymbeline" not in page
    for path in (office.production, office.session, f"{office.session}/takes"):
        assert (await stranger.get(path)).status_code == 200, path
    for path in (other, f"/api/v1{other}/roles", f"/api/v1{other}/sessions"):
        assert (await stranger.get(path)).status_code == 404, path
    refused = await stranger.post("/productions", "/productions", data={"title": "Mine"})
    assert refused.status_code == 403


@pytest.mark.with_sides
async def test_a_freelancer_does_not_reach_what_belongs_to_other_productions(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    mine = (await office.owner.start_production("Cymbeline")).rsplit("/", 1)[1]
    await join(installation, office, stranger, role="freelancer", productions=[mine])
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    (guest,) = await office.owner.guests(office.session)
    page = (await office.owner.get(office.production)).text
    sides = re.search(r"/sides/[0-9a-f-]{36}", page)
    assert sides
    for path in (office.production, office.session, f"{office.session}/room", sides[0]):
        assert (await stranger.get(path)).status_code == 404, path
    person = {"name": "Ann", "email": "ann@team.test"}
    for path in (f"/slots/{slots[1]['id']}/invitations", f"/guests/{guest['id']}/withdraw"):
        answer = await stranger.post(path, "/productions", data=person)
        assert answer.status_code == 404, path


@pytest.mark.one_office
@pytest.mark.parametrize("productions", [[], [str(uuid4())]], ids=["none", "not ours"])
async def test_a_freelancer_is_named_productions_of_this_agency(
    office: Office, productions: list[str]
) -> None:
    form = {"email": "f@team.test", "role": "freelancer", "productions": productions}
    answer = await office.owner.post("/team/invitations", "/team", data=form)
    assert answer.status_code in {404, 422}


async def test_a_part_that_changes_and_a_removal_hold_at_once(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    email = await join(installation, office, stranger)
    page = (await office.owner.get("/team")).text
    card = page[page.index(email) :]
    found = re.search(r"/team/members/([0-9a-f-]{36})/part", card)
    assert found
    member = f"/team/members/{found[1]}"
    changed = await office.owner.post(f"{member}/part", "/team", data={"role": "runner"})
    assert changed.status_code == 303
    answer = await stranger.post("/productions", "/productions", data={"title": "Mine"})
    assert answer.status_code == 403
    assert (await office.owner.post(f"{member}/remove", "/team")).status_code == 303
    assert (await stranger.get(office.production)).headers["location"] == "/agencies/yours"
    assert (await stranger.get(f"/api/v1{office.production}/roles")).status_code == 403


@pytest.mark.one_office
async def test_the_last_owner_cannot_go(office: Office) -> None:
    page = (await office.owner.get("/team")).text
    found = re.search(r"/team/members/([0-9a-f-]{36})/part", page)
    assert found
    member = f"/team/members/{found[1]}"
    for path, form in ((f"{member}/remove", {}), (f"{member}/part", {"role": "finance"})):
        answer = await office.owner.post(path, "/team", data=form, headers=HTMX)
        assert answer.status_code == 409
        assert "needs an owner" in answer.text


async def elsewhere(visitor: Visitor) -> str:
    """Return the one other agency for which somebody may go to work."""
    page = await agencies(visitor)
    (agency,) = re.findall(r'action="/agencies/([0-9a-f-]{36})/work"', page)
    return str(agency)


async def test_one_person_works_for_two_agencies_one_at_a_time(
    installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    email = await join(installation, office, stranger)
    await invite(neighbour, email)
    accepted = await stranger.post(
        f"/invitations/{await waiting(stranger)}/accept", "/agencies/yours"
    )
    assert accepted.status_code == 303
    assert (await stranger.get(neighbour.production)).status_code == 200
    assert (await stranger.get(office.production)).status_code == 404
    ours = await elsewhere(stranger)
    answer = await stranger.post(f"/agencies/{ours}/work", "/agencies/yours")
    assert answer.status_code == 303
    assert (await stranger.get(office.production)).status_code == 200
    assert (await stranger.get(neighbour.production)).status_code == 404
    theirs = await elsewhere(stranger)
    for agency, status in ((theirs, 404), (ours, 303)):
        answer = await office.owner.post(f"/agencies/{agency}/work", "/team")
        assert answer.status_code == status


@pytest.mark.one_office
async def test_who_may_do_what_is_shown(office: Office) -> None:
    page = (await office.owner.get("/team/parts")).text
    assert "Choose and change plans, pay" in page
    assert page.count('scope="col"') == 7
