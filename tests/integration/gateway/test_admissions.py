"""A socket lives no longer than what let it in, whichever process holds it, whoever ended that."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Close

from infra.embedded import service_config as services
from infra.embedded.ports import any_free_port
from infra.embedded.supervisor import Supervisor
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import mails_age
from tests.integration.gateway.test_access import others, sign_in
from tests.integration.gateway.test_team import join

SIGNED_OUT_CODE, UNWELCOME = 4401, 4403


@pytest.fixture(scope="module")
async def elsewhere(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    """Run another gateway of the same house; return its address for sockets."""
    port = any_free_port()
    planned = msgspec.structs.replace(installation.plan.config, gateway_port=port)
    async with Supervisor(tmp_path_factory.mktemp("second"), print) as supervisor:
        await supervisor.start(services.gateway(planned))
        yield f"ws://localhost:{port}"


@asynccontextmanager
async def inside(base: str, path: str, visitor: Visitor) -> AsyncIterator[ClientConnection]:
    """Be in a room with what a browser has."""
    cookies = "; ".join(f"{each.name}={each.value}" for each in visitor.client.cookies.jar)
    async with connect(base + path, additional_headers={"cookie": cookies}) as socket:
        assert json.loads(await socket.recv())["type"] == "welcome"
        yield socket


async def ending(socket: ClientConnection) -> Close:
    """Wait for the end of a connection."""
    with pytest.raises(ConnectionClosed) as closed:
        async with asyncio.timeout(20):
            while True:
                await socket.recv()
    assert closed.value.rcvd
    return closed.value.rcvd


async def _open(office: Office) -> str:
    """Open the office's session; return where its stage is."""
    await office.owner.pay(office.production)
    assert (await office.owner.post(f"{office.session}/open", office.session)).status_code == 303
    return f"{office.session}/stage/socket"


Ends: TypeAlias = Callable[[Visitor, Visitor], Awaitable[Any]]


async def _sign_out(here: Visitor, _: Visitor) -> None:
    await here.post("/sign-out", "/account")


async def _from_elsewhere(_: Visitor, there: Visitor) -> None:
    (end,) = others((await there.get("/account")).text)
    assert (await there.post(end, "/account")).status_code == 303


async def _all_others(_: Visitor, there: Visitor) -> None:
    assert (await there.post("/account/sessions/end-others", "/account")).status_code == 303


@pytest.mark.parametrize("end", [_sign_out, _from_elsewhere, _all_others])
async def test_a_session_that_ends_takes_its_sockets_along(
    end: Ends, installation: Installation, office: Office, stranger: Visitor, elsewhere: str
) -> None:
    stage = await _open(office)
    email = await join(installation, office, stranger)
    seen = (await installation.mails.newest(email)).id
    here = installation.url.replace("http", "ws", 1)
    async with installation.browser() as there:
        await sign_in(installation, there, email, after=seen)
        async with (
            inside(here, stage, stranger) as host,
            inside(elsewhere, f"{office.session}/back-room/socket", stranger) as behind,
            inside(elsewhere, stage, office.owner) as stays,
        ):
            await end(stranger, there)
            assert (await ending(host)).code == SIGNED_OUT_CODE
            assert (await ending(behind)).code == SIGNED_OUT_CODE
            await stays.send(json.dumps({"type": "ping"}))
            received = [json.loads(await stays.recv())["type"]]
            while received[-1] != "pong":
                received.append(json.loads(await stays.recv())["type"])
            assert "state" in received


async def _part(office: Office, email: str, **form: object) -> None:
    page = (await office.owner.get("/team")).text
    found = re.search(r"/team/members/([0-9a-f-]{36})/part", page[page.index(email) :])
    assert found
    path = f"/team/members/{found[1]}/{'part' if form else 'remove'}"
    assert (await office.owner.post(path, "/team", data=form)).status_code == 303


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, "do not work for this agency"),
        ({"role": "runner"}, "part in this agency has changed"),
        ({"role": "finance"}, "part in this agency has changed"),
    ],
)
async def test_who_leaves_the_team_or_does_something_else_leaves_the_room(
    form: dict[str, str],
    reason: str,
    installation: Installation,
    office: Office,
    stranger: Visitor,
    elsewhere: str,
) -> None:
    stage = await _open(office)
    email = await join(installation, office, stranger)
    async with inside(elsewhere, stage, stranger) as host:
        await _part(office, email, **form)
        closed = await ending(host)
    assert closed.code == UNWELCOME
    assert reason in closed.reason


async def test_a_freelancer_leaves_the_room_of_a_production_that_is_not_theirs_any_more(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    stage = await _open(office)
    named, other = (
        address.rsplit("/", 1)[1]
        for address in (office.production, await office.owner.start_production("Cymbeline"))
    )
    both = {"role": "freelancer", "productions": [named, other]}
    email = await join(installation, office, stranger, **both)
    async with inside(installation.url.replace("http", "ws", 1), stage, stranger) as host:
        await _part(office, email, role="freelancer", productions=[other])
        assert (await ending(host)).code == UNWELCOME


@pytest.mark.parametrize(
    ("act", "reason"), [("send-again", "newer link"), ("withdraw", "was withdrawn")]
)
async def test_a_link_that_ends_takes_its_sockets_along(
    act: str, reason: str, office: Office, elsewhere: str, installation: Installation
) -> None:
    path = office.actor_link.removeprefix(installation.url) + "/stage/socket"
    (guest,) = await office.owner.guests(office.session)
    await mails_age(installation)
    async with inside(elsewhere, path, office.owner) as actor:
        post = office.owner.post_sure if act == "withdraw" else office.owner.post
        await post(f"/guests/{guest['id']}/{act}", office.session)
        closed = await ending(actor)
    assert closed.code == UNWELCOME
    assert reason in closed.reason


async def test_who_is_put_out_is_gone_from_the_room_at_once(
    installation: Installation, office: Office
) -> None:
    """A lost connection keeps its place for a while, with all that is seen and heard of it."""
    stage = await _open(office)
    path = office.actor_link.removeprefix(installation.url) + "/stage/socket"
    (guest,) = await office.owner.guests(office.session)
    base = installation.url.replace("http", "ws", 1)
    async with inside(base, stage, office.owner) as host, inside(base, path, office.owner):
        while not (await _state(host))["lobby"]:
            pass
        await office.owner.post_sure(f"/guests/{guest['id']}/withdraw", office.session)
        lobby = (await _state(host))["lobby"]
        assert lobby == [], "a lost connection would be there still, and not connected"


async def _state(socket: ClientConnection) -> dict[str, Any]:
    while True:
        said: dict[str, Any] = json.loads(await socket.recv())
        if said["type"] == "state":
            return said
