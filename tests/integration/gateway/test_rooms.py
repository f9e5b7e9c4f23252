"""Several rooms of one session: who comes into which."""

import asyncio
import json
from typing import Any

import asyncpg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from shared.tenancy import schema_of
from tests.installation import WINTER_DAY, Installation, Office, Visitor


async def _refusal(url: str) -> str:
    """Return why a socket is closed at once, or an empty text if it is not."""
    async with connect(url.replace("http", "ws", 1)) as socket:
        try:
            await socket.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.reason if closed.rcvd else "closed"
    return ""


async def test_members_have_all_rooms_and_an_actor_their_own(
    office: Office, installation: Installation, stranger: Visitor
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
        "title": "Too much", "local_date": WINTER_DAY, "zone": "UTC",
        "first_slot": "10:00", "role_id": roles[0]["id"], "rooms": "5",
    }  # fmt: skip
    answer = await office.owner.post(f"{office.production}/sessions", office.production, data=day)
    assert answer.status_code == 422


async def test_a_removal_is_written_down(office: Office, installation: Installation) -> None:
    owner = office.owner
    await owner.pay(office.production)
    await owner.post(f"{office.session}/open", office.session)
    cookies = "; ".join(f"{c.name}={c.value}" for c in owner.client.cookies.jar)
    stage = f"{office.session}/stage/socket"
    async with (
        connect(
            f"{installation.url}{stage}".replace("http", "ws", 1),
            additional_headers={"Cookie": cookies},
        ) as host,
        connect(f"{office.actor_link}/stage/socket".replace("http", "ws", 1)) as actor,
    ):
        who = (await _received(actor, "welcome"))["who"]
        await host.send(json.dumps({"type": "remove", "who": who}))
        while not (await _received(host, "state"))["removed"]:
            pass
    line = await _audited(installation, who.partition(":")[2])
    assert line["who"].startswith("person:")
    assert (line["thing"], line["act"][:7]) == ("guest", "removed")


async def _received(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """Wait for the next message of a kind."""
    async with asyncio.timeout(20):
        while True:
            message: dict[str, Any] = json.loads(await socket.recv())
            if message["type"] == kind:
                return message


async def _audited(installation: Installation, thing: str) -> asyncpg.Record:
    """Wait for the line about a guest's removal, in whichever agency it is."""
    database = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        agencies = await database.fetch("SELECT agency_id FROM platform.tenant")
        schemas = [schema_of(agency["agency_id"]) for agency in agencies]
        async with asyncio.timeout(20):
            while True:
                for schema in schemas:
                    line = await database.fetchrow(
                        f'SELECT who, act, thing FROM "{schema}".audit'
                        " WHERE thing_id = $1::uuid AND act LIKE 'removed%'",
                        thing,
                    )
                    if line:
                        return line
                await asyncio.sleep(0.05)
    finally:
        await database.close()
