"""Whatever a stranger or a member sends is answered, and never with a fault of ours."""

import asyncio
import base64
import json
import re
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.fuzzing import HEADERS, JSON, QUOTED, RAW, TEXTS, sample
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.known_office import Known
from tests.integration.gateway.route_permissions import NEEDS, Route, filled, form

pytestmark = pytest.mark.with_sides
_CSRF = re.compile(r'name="_csrf_token" value="([^"]+)"')
# What ends the visitor's own session, or the office, would leave the rest untried.
_ENDS = ("/sign-out", "/end-others", "/end")
FORMS = [
    route
    for route, needed in sorted(NEEDS.items())
    if route[0] == "POST"
    and not route[1].startswith(("/api/", "/webhooks/", "/sign-in"))
    and not route[1].endswith(_ENDS)
]
DOCUMENTS = [route for route in sorted(NEEDS) if route[0] == "POST" and "/api/" in route[1]]
READ = [route for route in sorted(NEEDS) if route[0] == "GET"]
POSTED = {"content-type": "application/x-www-form-urlencoded"}
DOCUMENT = {"content-type": "application/json"}
PASSKEYS = ("/account/passkeys", "/sign-in/passkey")
CREDENTIAL: Any = {
    "id": TEXTS,
    "rawId": TEXTS,
    "type": st.just("public-key") | TEXTS,
    "response": st.dictionaries(
        st.sampled_from(
            ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
        ),
        st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()) | TEXTS,
    ),
}
QUERIES = st.sampled_from(
    ("after", "sort", "limit", "q", "who", "act", "thing", "first_day", "company", "status", "plan")
)
NAMES = st.sampled_from(
    ("accept", "accept-language", "authorization", "content-type", "cookie", "forwarded",
     "hx-request", "idempotency-key", "if-none-match", "origin", "range", "referer",
     "sec-fetch-site", "user-agent", "x-forwarded-for", "x-forwarded-proto")
)  # fmt: skip
FIELDS = st.sampled_from(
    ("title", "company", "name", "breakdown", "local_date", "zone", "first_slot", "role_id",
     "slots", "minutes", "break_after", "rooms", "preparation", "email", "role", "slot_id",
     "rating", "note", "answer", "message", "kinds", "url", "description", "scopes", "plan",
     "trial", "act", "on", "productions", "days", "your_name", "credential")
)  # fmt: skip


class Tried(Visitor):
    """A signed-in owner who sends what they want."""

    def __init__(self, owner: Visitor, things: Known, token: str) -> None:
        super().__init__(owner.installation, owner.client, owner.address)
        self.things = things
        self.token = token

    async def send(self, method: str, address: str, **how: Any) -> httpx.Response:
        answer = await self.client.request(method, address, **how)
        assert answer.status_code < 500, (method, address, how, answer.text[:300])
        return answer


@pytest.fixture
async def tried(office: Office, things: Known) -> Tried:
    shown = _CSRF.search((await office.owner.get("/productions")).text)
    assert shown
    return Tried(office.owner, things, shown[1])


def posted(fields: dict[str, str]) -> bytes:
    return "&".join(f"{name}={value}" for name, value in fields.items()).encode()


@sample(150)
@given(st.sampled_from(FORMS), st.dictionaries(FIELDS, QUOTED, max_size=4), st.booleans())
@example(("POST", "/outgoing-webhooks"), {"url": "https%3A%2F%2Fxn--"}, True)
@example(("POST", "/productions"), {"title": "%ED%A0%80"}, True)
@example(("POST", "/productions/{production_id}/sessions"), {"local_date": "9999-12-31"}, True)
@example(("POST", "/productions/{production_id}/sessions"), {"local_date": "0001-01-01"}, True)
async def test_forms(tried: Tried, route: Route, odd: dict[str, str], filled_in: bool) -> None:
    """A form that is right but for some fields, and one of nothing but odd fields."""
    right = form(route[1], tried.things.ids) if filled_in else {}
    fields = {name: quote(value, safe="") for name, value in right.items()}
    body = posted(fields | odd | {"_csrf_token": tried.token})
    await tried.send("POST", filled(route[1], tried.things.ids), content=body, headers=POSTED)


@sample(60)
@given(st.sampled_from(READ), st.dictionaries(QUERIES, QUOTED, max_size=3), QUOTED, st.integers())
async def test_addresses_and_queries(
    tried: Tried, route: Route, asked: dict[str, str], odd: str, which: int
) -> None:
    names = re.findall(r"{(\w+)}", route[1])
    ids = dict(tried.things.ids) | {"path": "x"}
    if names:
        ids[names[which % len(names)]] = odd or "0"
    address = filled(route[1], ids) + "?" + posted(asked).decode()
    await tried.send("GET", address)


@sample(60)
@given(
    st.sampled_from(("GET", "POST", "HEAD", "PUT", "OPTIONS", "DELETE")),
    st.sampled_from(("/", "/productions", "/sign-in", "/sides/{sides_id}", "/join/{link}")),
    st.dictionaries(NAMES, HEADERS, max_size=3),
)
@example("POST", "/productions", {"origin": b"http://["})
@example("POST", "/productions", {"content-type": b"multipart/form-data"})
async def test_headers(tried: Tried, method: str, path: str, odd: dict[str, bytes]) -> None:
    given_headers: Any = [(name.encode(), value) for name, value in odd.items()]
    address = filled(path, tried.things.ids)
    await tried.send(method, address, headers=given_headers, content=b"a=b" * (method == "POST"))


@sample(60)
@given(st.sampled_from(DOCUMENTS), JSON, st.dictionaries(FIELDS, JSON, max_size=3))
@example(("POST", "/api/v1/productions"), None, {"title": "a\x00b"})
async def test_documents(tried: Tried, route: Route, alone: Any, fields: dict[str, Any]) -> None:
    whole = fields or alone
    address = filled(route[1], tried.things.ids)
    await tried.send("POST", address, content=json.dumps(whole), headers=DOCUMENT)


@pytest.mark.one_office
@sample(40)
@given(HEADERS, RAW)
@example("t=1,v1=é".encode("latin-1"), b"{}")
@example("t=1,v1=é".encode(), b"{}")
async def test_stripes_door(tried: Tried, signature: bytes, body: bytes) -> None:
    signed: Any = [(b"stripe-signature", signature)]
    await tried.send("POST", "/webhooks/stripe", content=body, headers=signed)


@pytest.mark.one_office
@sample(40)
@given(st.sampled_from(PASSKEYS), JSON | st.fixed_dictionaries({}, optional=CREDENTIAL))
async def test_passkeys(tried: Tried, address: str, credential: Any) -> None:
    fields = {"credential": quote(json.dumps(credential)), "name": "x", "_csrf_token": tried.token}
    await tried.send("POST", address, content=posted(fields), headers=POSTED)


@pytest.mark.parametrize(
    "said",
    [
        b"stripe-signature: t=1,v1=\x0b\xe9",
        b"host: \xff\xfe",
        b"cookie: session=\x0b; csrf=\xff",
        b"content-type: multipart/form-data; boundary=\xff",
        b"content-length: 99999999999999999999",
        b"content-length: -1",
        b"transfer-encoding: nonsense",
    ],
)
async def test_headers_that_no_library_sends(installation: Installation, said: bytes) -> None:
    """The server that is in front of the routes may refuse them, or a route."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", installation.plan.config.gateway_port
    )
    head = b"POST /webhooks/stripe HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
    writer.write(head + said + b"\r\n\r\n")
    async with asyncio.timeout(20):
        status = (await reader.readline()).split(b" ")[1]
    writer.close()
    assert status.startswith(b"4"), status


@pytest.mark.one_office
@pytest.mark.parametrize(
    "path",
    [
        "/join/%00/stage/socket",
        "/join/{link}/%00/socket",
        "/join/{link}/rooms/99999999999999999999/stage/socket",
        "/join/{link}/rooms/-1/stage/socket",
        "/sessions/{session_id}/rooms/99999999999999999999/stage/socket",
        "/sessions/{session_id}/%ED%A0%80/socket",
        "/sessions/%FF/stage/socket",
    ],
)
async def test_the_ways_to_a_socket(tried: Tried, path: str) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in tried.client.cookies.items())
    url = tried.installation.url.replace("http", "ws", 1) + filled(path, tried.things.ids)
    with pytest.raises((InvalidStatus, ConnectionClosed)) as refused:
        async with connect(url, additional_headers={"cookie": cookies}) as socket:
            await socket.recv()
    if isinstance(refused.value, InvalidStatus):
        assert 400 <= refused.value.response.status_code < 500
    if isinstance(refused.value, ConnectionClosed):
        assert refused.value.rcvd
        assert refused.value.rcvd.code == 4403
