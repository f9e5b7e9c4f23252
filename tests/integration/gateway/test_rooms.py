"""Several rooms of one session: who comes into which."""

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.house import House, Office, Visitor


async def _refusal(url: str) -> str:
    """Return why a socket is closed at once, or an empty text if it is not."""
    async with connect(url.replace("http", "ws", 1)) as socket:
        try:
            await socket.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.reason if closed.rcvd else "closed"
    return ""


async def test_members_have_all_rooms_and_an_actor_their_own(
    office: Office, house: House, stranger: Visitor
) -> None:
    owner = office.owner
    await owner.pay(office.production)
    session = await owner.lay_out(office.production, slots="4", rooms="2")
    assert (await owner.post(f"{session}/open", session)).status_code == 303
    page = (await owner.get(session)).text
    for address in (f"{session}/room", f"{session}/rooms/2"):
        assert f'href="{address}"' in page
        assert (await owner.get(address)).status_code == 200
    assert (await owner.get(f"{session}/rooms/3")).status_code == 404
    slots = (await owner.get(f"/api/v1{session}/slots")).json()
    assert [slot["room"] for slot in slots] == [1, 2, 1, 2]
    link = await owner.invite(session, "second@rooms.test", slot=1)
    assert "room 2" in (await stranger.get(f"{link}/room")).text
    assert (await stranger.get(f"{link}/rooms/2")).status_code == 200
    assert (await stranger.get(f"{link}/rooms/1")).status_code == 404
    assert await _refusal(f"{link}/rooms/2/stage/socket") == ""
    assert "no such room" in await _refusal(f"{link}/rooms/1/stage/socket")


async def test_a_session_has_at_most_four_rooms(office: Office) -> None:
    roles = (await office.owner.get(f"/api/v1{office.production}/roles")).json()
    day = {
        "title": "Too much", "local_date": "2027-01-15", "zone": "UTC",
        "first_slot": "10:00", "role_id": roles[0]["id"], "rooms": "5",
    }  # fmt: skip
    answer = await office.owner.post(f"{office.production}/sessions", office.production, data=day)
    assert answer.status_code == 422
