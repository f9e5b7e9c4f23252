"""Other sites, other programs: what the front door lets through, and in which form it says no."""

import json
import re

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.installation import Installation, Office, Visitor

pytestmark = pytest.mark.one_office


def socket_url(installation: Installation, path: str) -> str:
    return installation.url.replace("http", "ws", 1) + path


async def test_a_form_of_another_site_is_refused(office: Office) -> None:
    for headers in ({"origin": "https://evil.test"}, {"sec-fetch-site": "cross-site"}):
        answer = await office.owner.post(
            "/productions", "/productions", data={"title": "Stolen"}, headers=headers
        )
        assert answer.status_code == 403
    assert "Stolen" not in (await office.owner.get("/productions")).text


async def test_a_form_without_its_token_is_refused(office: Office) -> None:
    answer = await office.owner.client.post("/productions", data={"title": "Stolen"})
    assert answer.status_code == 403


async def test_a_socket_from_another_site_is_refused(
    installation: Installation, office: Office
) -> None:
    path = office.actor_link.removeprefix(installation.url) + "/stage/socket"
    with pytest.raises(InvalidStatus) as refused:
        async with connect(socket_url(installation, path), origin="https://evil.test"):  # type: ignore[arg-type]
            pytest.fail("it was let in")
    assert refused.value.response.status_code == 403


async def test_an_actor_has_no_way_into_the_back_room(
    installation: Installation, office: Office
) -> None:
    path = office.actor_link.removeprefix(installation.url) + "/back-room/socket"
    async with connect(socket_url(installation, path)) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd
    assert closed.value.rcvd.code == 4403
    assert closed.value.rcvd.reason == "You are not among the people of this room."


@pytest.mark.parametrize(
    "said", ["not json", json.dumps({"type": "sing"}), "[" * 20_000, "x" * 70_000]
)
async def test_who_talks_nonsense_is_closed_with_a_reason_and_the_room_goes_on(
    said: str, installation: Installation, office: Office
) -> None:
    url = socket_url(
        installation, office.actor_link.removeprefix(installation.url) + "/stage/socket"
    )
    async with connect(url) as socket:
        assert json.loads(await socket.recv())["type"] == "welcome"
        await socket.send(said)
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await socket.recv()
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 4400
        assert closed.value.rcvd.reason
    async with connect(url) as again:
        assert json.loads(await again.recv())["type"] == "welcome"


async def test_every_answer_has_the_security_headers(stranger: Visitor) -> None:
    for path in ("/", "/nowhere", "/api/v1/productions", "/join/abc"):
        headers = (await stranger.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["x-request-id"]


async def test_programs_get_problem_details(stranger: Visitor, office: Office) -> None:
    answer = await stranger.get("/api/v1/productions")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Please sign in"
    wrong = await office.owner.client.post("/api/v1/productions", json={"titel": "x"})
    assert wrong.status_code in {400, 422}
    assert wrong.headers["content-type"] == "application/problem+json"
    deep = await office.owner.client.post(
        "/api/v1/productions",
        content=b'{"title":' + b"[" * 100_000,
        headers={"content-type": "application/json"},
    )
    assert deep.status_code in {400, 422}


async def test_the_api_describes_itself(stranger: Visitor) -> None:
    schema = (await stranger.get("/api/schema/openapi.json")).json()
    assert "/api/v1/productions" in schema["paths"]
    assert not [path for path in schema["paths"] if not path.startswith("/api/")]


async def test_a_forged_webhook_changes_nothing(installation: Installation, office: Office) -> None:
    async with httpx.AsyncClient(base_url=installation.url) as nobody:
        answer = await nobody.post(
            "/webhooks/stripe", content=b"{}", headers={"stripe-signature": "t=1,v1=forged"}
        )
        assert answer.status_code in {400, 403, 422}
        huge = await nobody.post("/webhooks/stripe", content=b"x" * 300_000)
        assert huge.status_code in {413, 422}


async def test_each_service_tells_its_health_and_figures(installation: Installation) -> None:
    planned = installation.plan.config
    ports = [planned.gateway_port, planned.billing_port, *planned.rooms_ports]
    async with httpx.AsyncClient() as operator:
        for port in [*ports, planned.postprocess_port, planned.gateway_work_port]:
            assert (await operator.get(f"http://127.0.0.1:{port}/health")).status_code == 200
            figures = f"http://127.0.0.1:{port}/metrics"
            carried = {"authorization": f"Bearer {planned.keys.metrics_token}"}
            assert "# HELP" in (await operator.get(figures, headers=carried)).text
            for wrong in ({}, {"authorization": "Bearer x"}, {"authorization": "Bearer"}):
                refused = await operator.get(figures, headers=wrong)
                assert refused.status_code == 401, port
                assert "# HELP" not in refused.text


async def test_what_a_page_names_is_there_and_may_be_kept(stranger: Visitor) -> None:
    page = (await stranger.get("/sign-in")).text
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len(named) > 3
    for address in named:
        answer = await stranger.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]
        assert "set-cookie" not in answer.headers
        for takes, sent in (("br, gzip;q=0.5", "gzip"), ("gzip;q=0", None), ("identity", None)):
            other = await stranger.get(address, headers={"accept-encoding": takes})
            assert other.content == answer.content
            assert other.headers.get("content-encoding") == sent, takes
    version = named[0].split("/")[2]
    for path in ("/js/nothing.js", "/../main.py", "/js/../../settings.py"):
        assert (await stranger.get(f"/static/{version}{path}")).status_code == 404
