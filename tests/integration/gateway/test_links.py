"""Links that are forged, used, expired, withdrawn or carried off: a kind page, and nothing more."""

from datetime import timedelta

import asyncpg
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from shared.tenancy import schema_of
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import mails_age


async def test_a_sign_in_link_works_once(installation: Installation, stranger: Visitor) -> None:
    link = await stranger.ask_for_link("once@links.test")
    assert (await stranger.get(link)).status_code == 200, "looking at it does not use it up"
    assert (await stranger.get(link)).status_code == 200
    assert (await stranger.post(link, link)).status_code == 303
    used = await stranger.get(link)
    assert used.status_code == 410
    assert "Ask for a new" in used.text


async def test_a_sign_in_link_is_bound_to_the_browser_that_asked(
    installation: Installation, stranger: Visitor
) -> None:
    link = await stranger.ask_for_link("bound@links.test")
    async with installation.browser() as thief:
        assert (await thief.get(link)).status_code == 403
        refused = await thief.post(link, "/sign-in")
        assert refused.status_code == 403
        assert "session" not in thief.client.cookies
    assert (await stranger.post(link, link)).status_code == 303


async def test_a_new_session_begins_with_each_sign_in(
    installation: Installation, stranger: Visitor
) -> None:
    stranger.client.cookies.set("session", "chosen-by-somebody-else")
    link = await stranger.ask_for_link("fresh@links.test")
    await stranger.post(link, link)
    ours = [c.value for c in stranger.client.cookies.jar if c.name == "session" and c.domain]
    assert len(ours) == 1
    assert ours != ["chosen-by-somebody-else"]


async def test_signing_out_ends_the_session(office: Office) -> None:
    kept = dict(office.owner.client.cookies)
    await office.owner.post("/sign-out", office.production)
    office.owner.client.cookies.update(kept)
    assert (await office.owner.get("/productions")).headers["location"] == "/sign-in"


async def test_a_forged_link_is_a_kind_page(stranger: Visitor, office: Office) -> None:
    for link in ("/join/abc", "/join/" + "A" * 46, office.actor_link[:-4] + "AAAA"):
        answer = await stranger.get(link)
        assert answer.status_code == 403
        assert "casting office that invited you" in answer.text


async def test_a_withdrawn_link_is_gone_and_a_new_one_works(
    stranger: Visitor, office: Office, installation: Installation
) -> None:
    assert (await stranger.get(office.actor_link)).status_code == 200
    (guest,) = await office.owner.guests(office.session)
    await office.owner.post_sure(f"/guests/{guest['id']}/withdraw", office.session)
    for path in ("", "/room", "/audition.ics"):
        assert (await stranger.get(office.actor_link + path)).status_code == 410
    seen = (await installation.mails.newest(office.actor)).id
    await mails_age(installation)
    await office.owner.post(f"/guests/{guest['id']}/send-again", office.session)
    renewed = await installation.link_to(office.actor, "join", after=seen)
    assert renewed != office.actor_link
    assert (await stranger.get(renewed)).status_code == 200
    assert (await stranger.get(office.actor_link)).status_code == 403


async def test_an_expired_link_is_gone(
    stranger: Visitor, office: Office, installation: Installation
) -> None:
    (guest,) = await office.owner.guests(office.session)
    owner = await asyncpg.connect(installation.plan.config.owner_url)
    agencies = await owner.fetch("SELECT agency_id FROM platform.tenant")
    for agency in agencies:
        await owner.execute(
            f'UPDATE "{schema_of(agency["agency_id"])}".access_link'
            " SET expires_at = now() - $2::interval WHERE guest_id = $1::uuid",
            guest["id"],
            timedelta(minutes=1),
        )
    await owner.close()
    answer = await stranger.get(office.actor_link)
    assert answer.status_code == 410
    assert "expired" in answer.text


async def test_a_withdrawn_guest_is_put_out_of_the_room(
    installation: Installation, office: Office
) -> None:
    url = office.actor_link.replace("http", "ws", 1) + "/stage/socket"
    (guest,) = await office.owner.guests(office.session)
    async with connect(url) as socket:
        await socket.recv()
        await office.owner.post_sure(f"/guests/{guest['id']}/withdraw", office.session)
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await socket.recv()
    assert closed.value.rcvd
    assert closed.value.rcvd.code == 4403


async def test_an_expired_link_can_be_renewed_and_a_slot_is_not_given_twice(
    installation: Installation, office: Office
) -> None:
    (guest,) = await office.owner.guests(office.session)
    await office.owner.post_sure(f"/guests/{guest['id']}/withdraw", office.session)
    await office.owner.invite(office.session, "second@links.test")
    await mails_age(installation)
    again = await office.owner.post(f"/guests/{guest['id']}/send-again", office.session)
    assert again.status_code == 409
