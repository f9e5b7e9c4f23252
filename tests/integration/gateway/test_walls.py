"""What another agency has is not there for us, and what is signed in for needs signing in."""

import re
from typing import Any

import pytest

from services.gateway.main import create_app
from services.gateway.settings import Settings
from tests.house import Office, Visitor

_NOWHERE = Settings(
    database_url="postgresql://nowhere",
    redis_url="redis://nowhere",
    smtp_url="smtp://nowhere",
    object_store_url="file:///tmp/nowhere",
    public_url="http://nowhere",
    billing_url="http://nowhere",
    internal_token="x" * 32,
    ticket_key="x" * 32,
    csrf_key="x" * 32,
    gateway_port=0,
)
# What needs nobody signed in: the door, what machines ask, and personal links.
OPEN = re.compile(
    r"^/($|sign-in|sign-out|static|health|metrics|webhooks|join/|api/schema|agencies|invitations/\{token)"
)


def routes() -> list[tuple[str, str]]:
    found = [
        (method, route.path_format)
        for route in create_app(_NOWHERE).routes
        for method in getattr(route, "methods", ())
        if method in {"GET", "POST"} and not OPEN.match(route.path_format)
    ]
    return sorted(found)


def addresses(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda name: ids[name[1]], path)


async def everything(office: Office) -> dict[str, str]:
    """Return an id of each kind that an office has; takes have none yet, any id is as foreign."""
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    (guest,) = await office.owner.guests(office.session)
    page = (await office.owner.get(office.production)).text
    sides = re.search(r"/sides/([0-9a-f-]{36})", page)
    assert sides
    await office.owner.post("/team/invitations", "/team", data=FILLED["invitations"])
    team = (await office.owner.get("/team")).text
    member = re.search(r"/team/members/([0-9a-f-]{36})", team)
    invitation = re.search(r"/team/invitations/([0-9a-f-]{36})", team)
    assert member
    assert invitation
    return {
        "person_id": member[1],
        "invitation_id": invitation[1],
        "production_id": office.production.rsplit("/", 1)[-1],
        "session_id": office.session.rsplit("/", 1)[-1],
        "slot_id": slots[0]["id"],
        "guest_id": guest["id"],
        "sides_id": sides[1],
        "take_id": slots[0]["id"],
        "recording_id": slots[0]["id"],
        "passkey_id": slots[0]["id"],
        "web_session_id": await web_session(office),
        "place": "stage",
        "number": "1",
    }


async def web_session(office: Office) -> str:
    """Sign the owner in once more, elsewhere; return that session's id."""
    async with office.owner.house.browser() as elsewhere:
        account = (await office.owner.get("/account")).text
        email = re.search(r"owner-\w+@office\.test", account)
        assert email
        seen = (await office.owner.house.mails.newest(email[0])).id
        await elsewhere.post("/sign-in", data={"email": email[0]})
        link = await office.owner.house.link_to(email[0], "sign-in", after=seen)
        await elsewhere.post(link, link)
    account = (await office.owner.get("/account")).text
    session = re.search(r"/account/sessions/([0-9a-f-]{36})/end", account)
    assert session
    return session[1]


# Forms that are right in themselves, so that it is the wall that refuses.
FILLED: dict[str, Any] = {
    "subscribe": {"plan": "short"},
    "plan": {"plan": "studio", "at": "1"},
    "act": {"act": "pause"},
    "roles": {"name": "Ariel"},
    "sessions": {
        "title": "x", "local_date": "2027-01-15", "zone": "UTC", "first_slot": "10:00",
    },
    "invitations": {"name": "Ann", "email": "ann@walls.test", "role": "runner"},
    "part": {"role": "runner"},
    "watchers": {"name": "Ann", "title": "Producer", "email": "ann@walls.test"},
    "scorecard": {"rating": "3"},
    "outcomes": {"answer": "callback"},
}  # fmt: skip


async def test_every_route_is_a_wall_to_the_neighbour(office: Office, neighbour: Office) -> None:
    theirs = await everything(neighbour)
    role = (await neighbour.owner.get(f"/api/v1{neighbour.production}/roles")).json()[0]["id"]
    leaks = []
    for method, path in routes():
        if "{" not in path:
            continue
        address = addresses(path, theirs)
        if method == "GET":
            answer = await office.owner.get(address)
        elif path.startswith("/api/"):
            answer = await office.owner.client.post(address, json={"rating": 3})
        else:
            form = FILLED.get(address.rsplit("/", 1)[-1], {})
            form = form | {"role_id": role, "slot_id": theirs["slot_id"]}
            answer = await office.owner.post(address, office.production, data=form)
        if answer.status_code not in {403, 404}:
            leaks.append((method, path, answer.status_code))
    assert not leaks
    assert (await neighbour.owner.get(neighbour.session)).status_code == 200


async def test_every_route_needs_signing_in(office: Office, stranger: Visitor) -> None:
    ours = await everything(office)
    leaks = []
    for method, path in routes():
        address = addresses(path, ours)
        if method == "GET":
            answer = await stranger.get(address)
        elif path.startswith("/api/"):
            answer = await stranger.client.post(address, json={"rating": 3, "title": "x"})
        else:
            answer = await stranger.post(address, "/sign-in", data={"title": "x"})
        sent_to_the_door = answer.headers.get("location") == "/sign-in"
        if answer.status_code != 401 and not sent_to_the_door:
            leaks.append((method, path, answer.status_code))
    assert not leaks


def test_the_matrix_is_not_empty() -> None:
    assert len(routes()) > 20


@pytest.mark.parametrize("path", ["/room", "/rooms/1", "/sides/{sides_id}", "/audition.ics"])
async def test_an_actor_reads_only_their_own(
    path: str, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    theirs = await everything(neighbour)
    answer = await stranger.get(office.actor_link + addresses(path, theirs))
    expected = 404 if "sides" in path else 200
    assert answer.status_code == expected
    own = await everything(office)
    assert (await stranger.get(office.actor_link + addresses(path, own))).status_code == 200
