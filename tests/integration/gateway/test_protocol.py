"""HTTP as its standards have it, and what an answer tells of us and leaves behind."""

import asyncio
import re
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.known_office import known
from tests.integration.gateway.route_permissions import NEEDS, filled

pytestmark = pytest.mark.one_office


def other_scheme(installation: Installation) -> str:
    return installation.url.replace("http://", "https://")


@pytest.mark.parametrize("change", ["scheme", "port", "none", "malformed"])
async def test_another_origin_of_the_same_host_is_another_site(
    change: str, office: Office, installation: Installation
) -> None:
    origin = {
        "scheme": other_scheme(installation),
        "port": installation.url.rpartition(":")[0],
        "none": "null",
        "malformed": "http://[",
    }[change]
    answer = await office.owner.post(
        "/productions", "/productions", data={"title": "Stolen"}, headers={"origin": origin}
    )
    assert answer.status_code == 403
    assert installation.url in answer.text, "it says where Callboard is"
    api = await office.owner.client.post(
        "/api/v1/productions", json={"title": "Stolen"}, headers={"origin": origin}
    )
    assert api.status_code == 403
    assert "Stolen" not in (await office.owner.get("/productions")).text


async def test_our_own_origin_is_let_in(office: Office, installation: Installation) -> None:
    answer = await office.owner.post(
        "/productions", "/productions", data={"title": "Own"}, headers={"origin": installation.url}
    )
    assert answer.status_code == 303


async def test_a_socket_of_another_scheme_is_refused(
    office: Office, installation: Installation
) -> None:
    url = office.actor_link.replace("http", "ws", 1) + "/stage/socket"
    with pytest.raises(InvalidStatus) as refused:
        async with connect(url, origin=other_scheme(installation)):  # type: ignore[arg-type]
            pytest.fail("it was let in")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""],
)
async def test_the_api_reads_json_only(kind: str, office: Office) -> None:
    client = office.owner.client
    refused = await client.post(
        "/api/v1/productions", content=b'{"title": "Stolen"}', headers={"content-type": kind}
    )
    assert refused.status_code == 415
    assert refused.json()["status"] == 415
    taken = await client.post(
        "/api/v1/productions",
        content=b'{"title": "Ours"}',
        headers={"content-type": "Application/JSON; charset=utf-8"},
    )
    assert taken.status_code == 201
    assert "Stolen" not in (await office.owner.get("/productions")).text


@pytest.mark.own_office
@pytest.mark.with_sides
async def test_head_is_answered_wherever_get_is(office: Office, installation: Installation) -> None:
    ids = (await known(installation, office)).ids | {"path": "openapi.json"}
    wrong = []
    for method, path in sorted(NEEDS):
        if method == "GET":
            address = filled(path, ids)
            got = await office.owner.get(address)
            head = await office.owner.client.head(address)
            alike = [(a.status_code, a.headers.get("content-type")) for a in (got, head)]
            if head.content or alike[0] != alike[1]:
                wrong.append((path, alike))
    assert not wrong


@pytest.mark.own_office
@pytest.mark.with_sides
async def test_the_head_of_a_file_tells_its_length(office: Office) -> None:
    page = (await office.owner.get(office.production)).text
    (sides,) = set(re.findall(r"/sides/[0-9a-f-]{36}", page))
    got = await office.owner.get(sides)
    head = await office.owner.client.head(sides)
    assert head.headers["content-length"] == str(len(got.content))
    assert head.headers["accept-ranges"] == "bytes"


async def test_a_method_that_is_not_allowed_is_told_which_are(
    office: Office, installation: Installation
) -> None:
    ids = (await known(installation, office)).ids | {"path": "openapi.json"}
    allowed: dict[str, set[str]] = {}
    for method, path in NEEDS:
        if not path.endswith("/socket"):
            more = {"GET", "HEAD"} if method == "GET" else {method}
            allowed.setdefault(path, {"OPTIONS"}).update(more)
    wrong = []
    for path, methods in allowed.items():
        unknown = next(each for each in ("PUT", "DELETE", "PATCH") if each not in methods)
        answer = await office.owner.client.request(unknown, filled(path, ids))
        received = {each.strip() for each in answer.headers.get("allow", "").split(",")}
        if (answer.status_code, received) != (405, methods) and path != "/static":
            wrong.append((path, answer.status_code, received))
    assert not wrong


async def test_no_answer_names_its_server(office: Office, installation: Installation) -> None:
    planned = installation.plan.config
    ports = (planned.gateway_port, planned.billing_port, *planned.rooms_ports)
    async with httpx.AsyncClient() as client:
        for port in (*ports, planned.postprocess_port, planned.gateway_work_port):
            assert "server" not in (await client.get(f"http://127.0.0.1:{port}/health")).headers
    url = office.actor_link.replace("http", "ws", 1) + "/stage/socket"
    async with connect(url) as socket:
        assert socket.response
        assert "server" not in socket.response.headers


@pytest.mark.own_office
async def test_who_signs_out_leaves_no_files_behind_and_other_tabs_alone(office: Office) -> None:
    answer = await office.owner.post("/sign-out", "/productions")
    assert answer.status_code == 303
    assert answer.headers["clear-site-data"] == '"cache"'


async def test_links_that_let_in_are_in_no_log(
    office: Office, installation: Installation, stranger: Visitor
) -> None:
    email = f"new-{office.actor}"
    await office.owner.post("/team/invitations", "/team", data={"email": email, "role": "runner"})
    links = [await installation.link_to(email, "invitations"), office.actor_link]
    links.append(await stranger.ask_for_link(f"other-{office.actor}"))
    for link in links:
        last = await stranger.get(link)
    logs = await _logs_with(installation, last.headers["x-request-id"])
    assert "/[redacted]" in logs
    assert not [link for link in links if link.rpartition("/")[2] in logs]


async def _logs_with(installation: Installation, request: str) -> str:
    """Return what the services logged, once a request is among it."""
    folder = installation.plan.config.stripe_folder.parent / "logs"
    async with asyncio.timeout(20):
        while True:
            logs = await asyncio.to_thread(_read, folder)
            if request in logs:
                return logs
            await asyncio.sleep(0.05)


def _read(folder: Path) -> str:
    ours = ("gateway", "billing", "rooms", "postprocess")
    return "".join(f.read_text() for f in folder.glob("*.log") if f.name.startswith(ours))
