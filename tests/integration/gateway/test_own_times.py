"""One person's times in a production are on the page of each of their links; the way into the room
ends with the slot, and the page stays."""

from services.gateway.casting.auditions.admission import AuditionOver
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of

_OVER = """UPDATE slot SET starts_at = now() - interval '{0}', minutes = 60 FROM guest g
    WHERE g.slot_id = slot.id AND g.id = $1::uuid"""


async def test_each_page_has_the_other_times_and_the_room_is_open_until_its_slot_is_over(
    installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    callback = await office.owner.lay_out(office.production, title="Callback")
    await neighbour.owner.lay_out(neighbour.production, title="Not theirs")
    seen = (await installation.mails.newest(office.actor)).id
    await office.owner.invite(callback, office.actor, slot=1)
    second = await installation.link_to(office.actor, "join", after=seen)
    first = (await stranger.get(office.actor_link)).text
    assert "Your other times" in first
    assert "Callback" in first
    assert "10:15 (Europe/London)" in first
    assert "Not theirs" not in first
    assert "First round" in (await stranger.get(second)).text

    (guest,) = await office.owner.guests(office.session)
    async with rows_of(installation, office) as rows:
        await rows.execute(_OVER.format("5 hours"), guest["id"])
    assert (await stranger.get(f"{office.actor_link}/room")).status_code == 200, "it runs late"
    async with rows_of(installation, office) as rows:
        await rows.execute(_OVER.format("14 hours"), guest["id"])
    closed = await stranger.get(f"{office.actor_link}/room")
    assert (closed.status_code, AuditionOver().message in closed.text) == (409, True)
    page = await stranger.get(office.actor_link)
    assert page.status_code == 200
    assert "This audition is over" in page.text
    assert "Go to the waiting room" not in page.text
    assert "Callback" in page.text
    assert (await stranger.get(f"{second}/room")).status_code == 200

    (later,) = await office.owner.guests(callback)
    await office.owner.post_sure(f"/guests/{later['id']}/withdraw", callback)
    assert "Your other times" not in (await stranger.get(office.actor_link)).text
