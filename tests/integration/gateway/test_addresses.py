"""Addresses: written to as they were typed, looked up whichever way they are spelled."""

from uuid import uuid4

import pytest

from tests.installation import Installation, Office, Visitor

HTMX = {"hx-request": "true"}


@pytest.mark.parametrize(
    ("typed", "reached", "not_reached"),
    [
        ("Ana.{}@Straße.test", "ana.{}@xn--strae-oqa.test", "ana.{}@strasse.test"),
        ("JOSÉ.{}@actors.test", "josé.{}@actors.test", "jose.{}@actors.test"),
        ("ana{}ß@actors.test", "ana{}ß@actors.test", "ana{}ss@actors.test"),
    ],
)
async def test_a_link_goes_where_it_was_addressed(
    installation: Installation, office: Office, typed: str, reached: str, not_reached: str
) -> None:
    tag = uuid4().hex[:8]
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    invited = await office.owner.post(
        f"/slots/{slots[1]['id']}/invitations",
        office.session,
        data={"name": "Ana", "email": typed.format(tag)},
    )
    assert invited.status_code == 303, invited.text
    assert await installation.link_to(reached.format(tag), "join")
    assert not await installation.mails.find(not_reached.format(tag), wait=0)
    assert typed.format(tag) in {g["email"] for g in await office.owner.guests(office.session)}
    assert typed.format(tag) in (await office.owner.get(f"/slots/{slots[1]['id']}")).text


async def test_an_account_is_found_by_any_spelling_and_written_to_by_its_own(
    installation: Installation, stranger: Visitor
) -> None:
    tag = uuid4().hex[:8]
    await stranger.sign_up(f"Zoë.{tag}@Straße.test", f"Office {tag}")
    assert f"Zoë.{tag}@Straße.test" in (await stranger.get("/account")).text
    async with installation.browser() as later:
        seen = (await installation.mails.newest(f"zoë.{tag}@xn--strae-oqa.test")).id
        asked = await later.post("/sign-in", data={"email": f"ZOË.{tag}@XN--STRAE-OQA.test"})
        assert asked.status_code == 200, asked.text
        link = await installation.link_to(f"zoë.{tag}@xn--strae-oqa.test", "sign-in", after=seen)
        assert (await later.post(link, link)).status_code == 303
        assert f"Office {tag}" in (await later.get("/agencies/yours")).text


async def test_an_invitation_to_the_team_is_accepted_under_another_spelling(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    tag = uuid4().hex[:8]
    await stranger.sign_up(f"carl.{tag}@faß.test", f"Own office {tag}")
    form = {"email": f"Carl.{tag}@Faß.test", "role": "associate"}
    assert (await office.owner.post("/team/invitations", "/team", data=form)).status_code == 303
    assert f"Carl.{tag}@Faß.test" in (await office.owner.get("/team")).text
    assert "invites you to work here" in (await stranger.get("/agencies/yours")).text
    again = await office.owner.post(
        "/team/invitations",
        "/team",
        headers=HTMX,
        data=form | {"email": f"CARL.{tag}@XN--FA-HIA.TEST"},
    )
    assert again.status_code == 409, again.text


async def test_what_is_answered_to_an_office_goes_to_who_wrote(
    installation: Installation, office: Office
) -> None:
    tag = office.actor.removeprefix("ana-").removesuffix("@actors.test")
    assert (await installation.mails.newest(office.actor)).reply_to == (
        f"Office {tag} <owner-{tag}@office.test>"
    )
    assert not (await installation.mails.newest(f"owner-{tag}@office.test")).reply_to
