"""Nobody passes a wall of the gateway who may not, and what is behind it does not show.

Each route is tried by nobody, by another agency, by every lower part, by a freelancer of another
production and by who has a personal link that was withdrawn: see `route_permissions.py`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, get_args
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.uploads.headers import OCTETS
from shared.tenancy import schema_of
from shared.vocabulary.member_roles import MemberRole
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.known_talent import talent_of
from tests.integration.gateway.route_permissions import (
    LINK,
    NEEDS,
    OPEN,
    PERSON,
    Route,
    body,
    filled,
    form,
    needing,
    routes,
)
from tests.integration.gateway.tus import Tus

pytestmark = pytest.mark.with_sides
ACTS = tuple(Permission)


class Known:
    """What an office has: an id of each kind, and words that nobody else may read."""

    def __init__(self, agency: UUID, ids: dict[str, str], words: list[str]) -> None:
        self.agency = agency
        self.ids = ids
        self.words = words


@asynccontextmanager
async def owner_of(installation: Installation) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        yield connection
    finally:
        await connection.close()


async def known(installation: Installation, office: Office) -> Known:
    """Look up all that an office has, and give it a take with a recording."""
    name = office.actor.removeprefix("ana-").removesuffix("@actors.test")
    async with owner_of(installation) as owner:
        agency = await owner.fetchval(
            "SELECT id FROM platform.agency WHERE name = $1", f"Office {name}"
        )
        await owner.execute(f'SET search_path TO "{schema_of(agency)}"')
        ids = await _ids(owner, agency, office)
        ids["take_id"], ids["recording_id"] = await _take(owner, ids)
        ids["answer_id"] = await _answer(owner, ids)
    link = office.actor_link.rsplit("/", 1)[-1]
    ids |= {"place": "stage", "number": "1", "token": "x" * 24, "link": link}
    return Known(agency, ids, [f"Office {name}", office.actor, link, "Told in confidence"])


async def _ids(owner: Any, agency: UUID, office: Office) -> dict[str, str]:
    person = await owner.fetchval(
        "SELECT person_id FROM platform.membership WHERE agency_id = $1", agency
    )
    found = {
        "agency_id": agency,
        "person_id": person,
        "role_id": await owner.fetchval("SELECT id FROM role"),
        "sides_id": await owner.fetchval("SELECT id FROM sides"),
        "slot_id": await owner.fetchval("SELECT id FROM slot ORDER BY position LIMIT 1"),
        "guest_id": await owner.fetchval("SELECT id FROM guest"),
        "candidate_id": await owner.fetchval("SELECT id FROM candidate"),
        "talent_id": await owner.fetchval("SELECT talent_id FROM candidate"),
        "round_id": await owner.fetchval("SELECT id FROM round"),
        "invitation_id": await _invitation(owner, agency, person),
        "web_session_id": await owner.fetchval(
            "SELECT id FROM gateway.web_session WHERE person_id = $1", person
        ),
        "passkey_id": await _passkey(owner, person),
        "token_id": await _api_token(owner, agency, person),
        "webhook_id": await _webhook(owner, agency),
        "upload_id": await _upload(owner, person, office.production),
        "contact_id": await _contact(owner),
        "import_id": await _import(owner),
        **await talent_of(owner, person),
        "other_id": await _talent(owner),
    }
    found["merge_id"] = await _merge(owner, found["talent_id"])
    found["delivery_id"] = await _delivery(owner, agency, found["webhook_id"])
    made = {"production_id": office.production, "session_id": office.session}
    return {name: str(value) for name, value in found.items()} | {
        name: address.rsplit("/", 1)[-1] for name, address in made.items()
    }


async def _invitation(owner: Any, agency: UUID, person: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO platform.invitation (id, agency_id, email, role, token_hash, invited_by,
            expires_at) VALUES ($1, $2, $3, 'runner', $4, $5, now() + interval '1 day')
        RETURNING id""",
        uuid4(),
        agency,
        f"{uuid4().hex}@walls.test",
        uuid4().bytes,
        person,
    )
    return made


async def _api_token(owner: Any, agency: UUID, person: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.api_token
            (id, agency_id, person_id, token_hash, name, scopes, expires_at)
        VALUES ($1, $2, $3, $4, 'Told in confidence', '{read}', now() + interval '1 day')
        RETURNING id""",
        uuid4(),
        agency,
        person,
        uuid4().bytes,
    )
    return made


async def _webhook(owner: Any, agency: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.webhook (id, agency_id, url, description, kinds, secret, off_at,
            off_because) VALUES ($1, $2, 'https://walls.test/', 'Told in confidence',
            '{take.recorded}', '', now(), 'owner') RETURNING id""",
        uuid4(),
        agency,
    )
    return made


async def _contact(owner: Any) -> UUID:
    """Add a contact, and say that our guest was invited as them."""
    made: UUID = await owner.fetchval(
        """INSERT INTO contact (id, name, note) VALUES ($1, 'Ann', 'Told in confidence')
        RETURNING id""",
        uuid4(),
    )
    await owner.execute("UPDATE guest SET contact_id = $1", made)
    return made


async def _upload(owner: Any, person: UUID, production: str) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO upload (id, purpose, who, place, production_id, file_name, metadata, length,
            expires_at) VALUES ($1, 'sides', $2, '', $3, 'Told in confidence', '', 9,
            now() + interval '1 day') RETURNING id""",
        uuid4(),
        f"person:{person}",
        UUID(production.rsplit("/", 1)[-1]),
    )
    return made


async def _talent(owner: Any) -> UUID:
    made: UUID = await owner.fetchval(
        "INSERT INTO talent (id, name) VALUES ($1, 'Told in confidence') RETURNING id", uuid4()
    )
    return made


async def _merge(owner: Any, kept: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO talent_merge (id, kept_id, gone_id, before, after, moved, who)
        VALUES ($1, $2, $3, '{}', '{}', '{}', 'person:x') RETURNING id""",
        uuid4(),
        kept,
        await _talent(owner),
    )
    return made


async def _import(owner: Any) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO people_import (id, kind, upload_id, file_name, who, person_id)
        VALUES ($1, 'talent', $1, 'Told in confidence', 'person:x', $1) RETURNING id""",
        uuid4(),
    )
    return made


async def _delivery(owner: Any, agency: UUID, webhook: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.webhook_delivery (id, agency_id, webhook_id, event_id, kind, body)
        VALUES ($1, $2, $3, $1, 'take.recorded', 'Told in confidence') RETURNING id""",
        uuid4(),
        agency,
        webhook,
    )
    return made


async def _passkey(owner: Any, person: UUID) -> UUID:
    made: UUID = await owner.fetchval(
        """INSERT INTO gateway.passkey (id, person_id, credential_id, public_key, sign_count, name)
        VALUES ($1, $2, $3, '', 0, 'Told in confidence') RETURNING id""",
        uuid4(),
        person,
        uuid4().bytes,
    )
    return made


async def _take(owner: Any, ids: dict[str, str]) -> tuple[str, str]:
    take, recording = str(uuid4()), str(uuid4())
    await owner.execute(
        f"""INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number,
            phase, started_by, started_at, composite_key, thumbnail_key, fence, name)
        VALUES ('{take}', '{ids["session_id"]}', '{ids["production_id"]}', '{ids["role_id"]}',
            'Told in confidence', '1', 1, 'finished', 'person:x', now(), 'x', 'x', 1,
            'Told in confidence');
        INSERT INTO recording (id, take_id, who, name, started_at, object_key)
        VALUES ('{recording}', '{take}', 'guest:{ids["guest_id"]}', 'Told in confidence', now(),
            'x')"""
    )
    return take, recording


async def _answer(owner: Any, ids: dict[str, str]) -> str:
    """Answer the actor, who came."""
    made = str(uuid4())
    await owner.execute(
        f"""INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
        VALUES ('{made}', '{ids["session_id"]}', '{ids["production_id"]}', 'stage',
            'guest:{ids["guest_id"]}', 'Ana Silva', 'Actor', 'actor');
        INSERT INTO decision (id, candidate_id, production_id, kind, note, decided_by)
        VALUES ('{made}', '{ids["candidate_id"]}', '{ids["production_id"]}', 'pin',
            'Told in confidence', '{ids["person_id"]}');
        INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status,
            written_by)
        VALUES ('{made}', '{ids["candidate_id"]}', '{ids["production_id"]}', '{made}',
            'Told in confidence', 'sent', '{ids["person_id"]}')"""
    )
    return made


async def tried(
    visitor: Visitor, route: Route, things: Known, page: str = "/sign-in"
) -> tuple[int, str]:
    """Try a route with what an office has; return the status, and the place it leads to or body."""
    method, path = route
    address = filled(path, things.ids)
    if method == "WS":
        return await _socket(visitor, address)
    if method == "GET":
        answer = await visitor.get(address)
    elif path.startswith("/api/"):
        answer = await visitor.client.request(method, address, json=body(path, things.ids))
    elif method in {"PATCH", "DELETE"} or path.endswith("/uploads"):
        return await _tus(visitor, method, address, page)
    else:
        answer = await visitor.post(address, page, data=form(path, things.ids))
    return answer.status_code, answer.headers.get("location") or answer.text


async def _tus(visitor: Visitor, method: str, address: str, page: str) -> tuple[int, str]:
    """Speak tus as a page's script does."""
    answer = await Tus(visitor, page).ask(
        method, address, {"upload-length": "1", "upload-offset": "0", "content-type": OCTETS}
    )
    return answer.status_code, answer.text


async def _socket(visitor: Visitor, address: str) -> tuple[int, str]:
    """Knock at a WebSocket; those who may not come in are let go with 4401, 4403 or 4404."""
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
    url = visitor.installation.url.replace("http", "ws", 1) + address
    try:
        async with connect(url, additional_headers={"cookie": cookies}) as socket:
            said = await socket.recv()
            return 200, str(said)
    except ConnectionClosed as closed:
        return (closed.rcvd.code - 4000, closed.rcvd.reason) if closed.rcvd else (0, "")
    except InvalidStatus as refused:
        return refused.response.status_code, ""


async def become(
    installation: Installation, things: Known, role: str, named: list[str] | None = None
) -> None:
    """Give the office's owner another part."""
    async with owner_of(installation) as owner:
        await owner.execute(
            """UPDATE platform.membership SET role = $2, productions = $3::uuid[]
            WHERE agency_id = $1""",
            things.agency,
            role,
            named or [],
        )


def test_every_route_has_its_entry() -> None:
    assert routes() == NEEDS.keys()


async def test_nobody_passes(installation: Installation, office: Office, stranger: Visitor) -> None:
    ours = await known(installation, office)
    wrong: list[Any] = []
    for route in needing(PERSON, *ACTS):
        status, said = await tried(stranger, route, ours)
        if status != 401 and said not in {"/sign-in", "Please sign in first."}:
            wrong.append((route, status, said[:80]))
        wrong += [(route, word) for word in ours.words if word in said]
    assert not wrong


async def test_another_agency_does_not_pass(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    theirs = await known(installation, neighbour)
    wrong: list[Any] = []
    for route in needing(PERSON, *ACTS):
        if "{" not in route[1] or route[1] == "/invitations/{token}":
            continue
        status, said = await tried(office.owner, route, theirs, office.production)
        if status not in {403, 404}:
            wrong.append((route, status, said[:80]))
        wrong += [(route, word) for word in theirs.words if word in said]
    assert not wrong
    after = await known_again(installation, theirs)
    assert after == (1, 1, True), "what was refused has changed something"


async def known_again(installation: Installation, theirs: Known) -> tuple[int, int, bool]:
    async with owner_of(installation) as owner:
        await owner.execute(f'SET search_path TO "{schema_of(theirs.agency)}"')
        return (
            await owner.fetchval("SELECT count(*) FROM guest WHERE revoked_at IS NULL"),
            await owner.fetchval("SELECT count(*) FROM session"),
            await owner.fetchval(
                "SELECT ended_at IS NULL FROM platform.invitation WHERE id = $1",
                UUID(theirs.ids["invitation_id"]),
            ),
        )


@pytest.mark.parametrize("role", [r for r in get_args(MemberRole) if r != "owner"])
async def test_a_part_passes_what_it_includes_and_nothing_more(
    role: MemberRole, installation: Installation, office: Office
) -> None:
    ours = await known(installation, office)
    await become(installation, ours, role, named=[ours.ids["production_id"]])
    wrong = []
    for route in needing(*ACTS):
        act = NEEDS[route]
        assert isinstance(act, Permission)
        if role not in ROLE_PERMISSIONS[act]:
            status, said = await tried(office.owner, route, ours, "/productions")
            if status not in {403, 404}:
                wrong.append((route, status, said[:80]))
        elif route[0] == "GET":
            status, said = await tried(office.owner, route, ours)
            if status in {401, 403} or said == "/sign-in":
                wrong.append((route, status, said[:80]))
    assert not wrong


async def test_a_freelancer_does_not_pass_into_another_production(
    installation: Installation, office: Office
) -> None:
    ours = await known(installation, office)
    named = await office.owner.start_production("Another")
    await become(installation, ours, "freelancer", named=[named.rsplit("/", 1)[-1]])
    assert (await office.owner.get(named)).status_code == 200
    wrong: list[Any] = []
    for route in needing(*(act for act in ACTS if "freelancer" in ROLE_PERMISSIONS[act])):
        if "{" in route[1]:
            status, said = await tried(office.owner, route, ours, named)
            if status not in {403, 404}:
                wrong.append((route, status, said[:80]))
            wrong += [(route, word) for word in ours.words[1:] if word in said]
    assert not wrong


@pytest.mark.parametrize("ended", ["withdrawn", "expired", "never made"])
async def test_a_link_that_is_no_more_leads_nowhere(
    ended: str, installation: Installation, office: Office, stranger: Visitor
) -> None:
    ours = await known(installation, office)
    column = {"withdrawn": "revoked_at", "expired": "expires_at"}.get(ended)
    async with owner_of(installation) as owner:
        if column:
            await owner.execute(f'UPDATE "{schema_of(ours.agency)}".guest SET {column} = now()')
    if ended == "never made":
        ours.ids["link"] = ours.ids["link"][:-8] + "AAAAAAAA"
    wrong: list[Any] = []
    for route in needing(LINK):
        status, said = await tried(stranger, route, ours)
        if status not in {403, 404, 410}:
            wrong.append((route, status, said[:80]))
        wrong += [(route, word) for word in ours.words if word in said.replace(str(route), "")]
    assert not wrong


@pytest.mark.parametrize("path", ["/room", "/rooms/1", "/sides/{sides_id}", "/audition.ics"])
async def test_an_actor_reads_only_their_own(
    path: str, installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    theirs, ours = await known(installation, neighbour), await known(installation, office)
    answer = await stranger.get(office.actor_link + filled(path, theirs.ids))
    assert answer.status_code == (404 if "sides" in path else 200)
    own: httpx.Response = await stranger.get(office.actor_link + filled(path, ours.ids))
    assert own.status_code == 200


def test_most_walls_are_walls() -> None:
    assert len(needing(*ACTS)) > 40
    assert len(needing(OPEN)) < 25
