"""What could not be delivered is said where the person is invited, with what to do."""

from typing import get_args

import pytest

from services.gateway.platform.mail.model import WHY, Undelivered
from tests.eventually import eventually
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of

HTMX = {"hx-request": "true"}


async def fail(
    installation: Installation, office: Office, email: str, why: Undelivered = "refused"
) -> None:
    """Have the mails to an address fail, as its sender writes it down."""
    async with rows_of(installation, office) as rows:
        sent = "SELECT true FROM mail_record WHERE recipient = $1 AND status = 'sent'"
        await eventually(lambda: rows.fetchval(sent, email), bool)
        status = "bounced" if why == "bounced" else "refused"
        await rows.execute(
            """UPDATE mail_record SET status = $2, reason = $3, reply = '550 <b>5.1.1</b>'
            WHERE recipient = $1""",
            email,
            status,
            why,
        )


@pytest.mark.parametrize("why", get_args(Undelivered))
async def test_it_is_said_beside_the_guest_and_mended_there(
    installation: Installation, office: Office, why: Undelivered, stranger: Visitor
) -> None:
    owner, session = office.owner, office.session
    assert "undelivered" not in (await owner.get(session)).text
    await fail(installation, office, office.actor, why)
    page = (await owner.get(session)).text
    assert WHY[why] in page
    mails = (await owner.get(f"{session}/mails")).text
    assert "550 &lt;b&gt;5.1.1" in mails, "what their server said is shown, and not markup"
    (guest,) = await owner.guests(session)
    path = f"/guests/{guest['id']}/address"
    wrong = await owner.post(path, session, headers=HTMX, data={"email": "nobody"})
    assert wrong.status_code == 422
    assert 'data-field="email"' in wrong.text
    right = f"right-{office.actor}"
    assert (await owner.post(path, session, data={"email": right})).status_code == 303
    assert WHY[why] not in (await owner.get(session)).text
    assert (await stranger.get(await installation.link_to(right, "join"))).status_code == 200
    assert (await stranger.get(office.actor_link)).status_code == 403
    (guest,) = await owner.guests(session)
    assert guest["email"] == right


async def test_a_neighbour_reads_nothing_of_it(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    await fail(installation, office, office.actor)
    assert "undelivered" not in (await neighbour.owner.get(neighbour.session)).text
    (guest,) = await office.owner.guests(office.session)
    path = f"/guests/{guest['id']}/address"
    tried = await neighbour.owner.post(path, neighbour.session, data={"email": "x@actors.test"})
    assert tried.status_code == 404


async def test_an_invitation_to_the_team_says_so_too(
    installation: Installation, office: Office
) -> None:
    email = office.actor.replace("ana-", "carl-")
    form = {"email": email, "role": "runner"}
    assert (await office.owner.post("/team/invitations", "/team", data=form)).status_code == 303
    await fail(installation, office, email)
    assert WHY["refused"] in (await office.owner.get("/team")).text
