"""What could not be delivered is said where the person is invited, with what to do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from services.gateway.platform.mail.model import WHY, Undelivered
from tests.installation import Installation, Office, Visitor

HTMX = {"hx-request": "true"}


@asynccontextmanager
async def failing(installation: Installation) -> AsyncIterator[asyncpg.Connection]:
    owner = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        yield owner
    finally:
        await owner.close()


async def fail(installation: Installation, email: str, why: Undelivered = "refused") -> None:
    """Have the mails to an address fail, as the mailer writes it down."""
    await installation.mails.newest(email)
    async with failing(installation) as owner:
        while not await owner.fetchval(
            """UPDATE gateway.mail SET failure = '550', undelivered = $2, sent_at = NULL
            WHERE recipient = $1 AND sent_at IS NOT NULL RETURNING true""",
            email,
            why,
        ):
            pass  # the mailer writes down that it left


@pytest.mark.parametrize("why", ["beyond_ascii", "refused", "not_reached"])
async def test_it_is_said_beside_the_guest_and_mended_there(
    installation: Installation, office: Office, why: Undelivered, stranger: Visitor
) -> None:
    owner, session = office.owner, office.session
    assert "undelivered" not in (await owner.get(session)).text
    await fail(installation, office.actor, why)
    page = (await owner.get(session)).text
    assert WHY[why] in page
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
    await fail(installation, office.actor)
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
    await fail(installation, email)
    assert WHY["refused"] in (await office.owner.get("/team")).text
