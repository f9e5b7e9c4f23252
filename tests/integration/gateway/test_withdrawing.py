"""An invitation is withdrawn by who means it, and who had it is told."""

from uuid import uuid4

import pytest

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.test_reps import represent

HTMX = {"hx-request": "true"}


async def actor_of(office: Office) -> str:
    (key,) = [g["id"] for g in await office.owner.guests(office.session) if g["role"] == "actor"]
    return f"/guests/{key}/withdraw"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without scripts", "beside the form"])
async def test_it_is_asked_first_and_nothing_has_happened_until_then(
    installation: Installation, office: Office, stranger: Visitor, headers: dict[str, str]
) -> None:
    seen = (await installation.mails.newest(office.actor)).id
    asked = await office.owner.post(await actor_of(office), office.session, headers=headers)
    assert asked.status_code == 409
    assert ("Withdraw the invitation?" if headers else "Are you sure?") in asked.text
    assert "Ana Silva" in asked.text
    assert "told by mail" in asked.text
    assert ("<html" in asked.text) == (not headers)
    assert (await stranger.get(office.actor_link)).status_code == 200
    assert not await installation.mails.find(office.actor, after=seen, wait=0)


async def test_what_was_confirmed_for_one_is_asked_again_for_another(office: Office) -> None:
    forged = {"confirm": "0" * 16}
    asked = await office.owner.post(await actor_of(office), office.session, data=forged)
    assert asked.status_code == 409


async def test_the_actor_and_their_rep_are_told_once(
    installation: Installation, office: Office
) -> None:
    await represent(installation, office)
    rep = next(g for g in await office.owner.guests(office.session) if g["role"] == "rep")
    seen = {who: (await installation.mails.newest(who)).id for who in (office.actor, rep["email"])}
    withdraw = await actor_of(office)
    assert (await office.owner.post_sure(withdraw, office.session)).status_code == 303
    for who, last in seen.items():
        mail = await installation.mails.newest(who, after=last)
        assert "was withdrawn" in mail.subject
        assert "First round" in mail.text
        assert "/join/" not in mail.text
        assert mail.reply_to.startswith("Office ")
    assert (await office.owner.post_sure(withdraw, office.session)).status_code == 303
    for who, last in seen.items():
        assert len(await installation.mails.find(who, after=last)) == 1, (
            "who has no link is told nothing"
        )


async def test_an_invitation_to_the_team_too(installation: Installation, office: Office) -> None:
    email = f"{uuid4().hex[:12]}@team.test"
    form = {"email": email, "role": "runner"}
    await office.owner.post("/team/invitations", "/team", data=form)
    seen = (await installation.mails.newest(email)).id
    page = (await office.owner.get("/team")).text
    path = next(p for p in page.split('"') if p.endswith("/withdraw"))
    asked = await office.owner.post(path, "/team", headers=HTMX)
    assert asked.status_code == 409
    assert email in (await office.owner.get("/team")).text
    assert (await office.owner.post_sure(path, "/team")).status_code == 303
    assert "was withdrawn" in (await installation.mails.newest(email, after=seen)).subject
