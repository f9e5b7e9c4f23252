"""Files are served without a transaction: a store that hangs holds up who waits for it, only."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import pytest

from services.gateway.app import create_app
from services.gateway.identity.access_links import tokens
from services.gateway.lifespan import POOL
from services.gateway.web.tokens import hashed, new_token
from shared.ids import new_id
from shared.tenancy import schema_of
from tests.integration.billing.serving import ListeningSocket, serving
from tests.integration.gateway.route_permissions import NOWHERE
from tests.migrated import Founded, sign_in

READERS = POOL + 5


class HangingStore:
    """Speaks HTTP as far as to take requests. Once let go, it has none of what it is asked for."""

    def __init__(self) -> None:
        self.asked = asyncio.Queue[bytes]()
        self.let_go = asyncio.Event()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.put_nowait(await reader.readuntil(b"\r\n\r\n"))
        await self.let_go.wait()
        writer.write(b"HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        async with await asyncio.start_server(self.take, "127.0.0.1", 0) as server:
            host, port = server.sockets[0].getsockname()
            yield f"http://{host}:{port}"
            self.let_go.set()


@pytest.fixture
async def store(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HangingStore]:
    opened = HangingStore()
    async with opened.listening() as url:
        for name, value in {
            "ENDPOINT_URL": url, "ALLOW_HTTP": "true", "REGION": "nowhere",
            "ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x",
        }.items():  # fmt: skip
            monkeypatch.setenv(f"AWS_{name}", value)
        yield opened


@pytest.fixture
async def client(
    founded: Founded, redis_url: str, store: HangingStore
) -> AsyncIterator[httpx.AsyncClient]:
    settings = {
        "database_url": sign_in(founded.url, "gateway"),
        "redis_url": redis_url,
        "object_store_url": "s3://files",
    }
    config = type(NOWHERE)(**{f: getattr(NOWHERE, f) for f in NOWHERE.__struct_fields__} | settings)
    listening = ListeningSocket()
    async with (
        serving(create_app(config), listening),
        httpx.AsyncClient(base_url=listening.url, timeout=60) as opened,
    ):
        yield opened
        store.let_go.set()


async def read(client: httpx.AsyncClient, path: str) -> httpx.Response:
    """Ask for a file, again where the database is too busy to look who asks, as browsers do."""
    while (answer := await client.get(path)).status_code == 503:
        continue
    return answer


@pytest.mark.parametrize("who", ["member", "guest"])
async def test_more_readers_wait_for_the_store_than_there_are_connections(
    who: str, founded: Founded, client: httpx.AsyncClient, store: HangingStore
) -> None:
    session, sides, link = await furnish(founded)
    client.cookies["session"] = session
    path = {"member": f"/sides/{sides}", "guest": f"/join/{link}/sides/{sides}"}[who]
    waiting = [asyncio.create_task(read(client, path)) for _ in range(READERS)]
    async with asyncio.timeout(60):
        for _ in range(READERS):
            assert b"sides.pdf" in await store.asked.get()
    assert (await client.get("/productions")).status_code == 200
    store.let_go.set()
    assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {404}
    owner = await asyncpg.connect(founded.url)
    table = f'"{schema_of(founded.agency)}".audit'
    assert await owner.fetchval(f"SELECT count(*) FROM {table} WHERE act = 'read'") == 0
    await owner.close()


async def furnish(founded: Founded) -> tuple[str, str, str]:
    """Give the agency an owner, and a reader who prepares sides; return what lets them in."""
    owner: Any = await asyncpg.connect(founded.url)
    token, link, key = new_token(), tokens.new(founded.agency), new_id()
    await owner.execute(
        f"""INSERT INTO platform.agency (id, name) VALUES ('{founded.agency}', 'Office');
        INSERT INTO platform.person (id, email) VALUES ('{key}', 'o@office.test');
        INSERT INTO platform.membership (agency_id, person_id, role)
            VALUES ('{founded.agency}', '{key}', 'owner');
        INSERT INTO gateway.web_session (token_hash, person_id, agency_id, browser, expires_at)
            VALUES ('\\x{hashed(token).hex()}', '{key}', '{founded.agency}', '',
                now() + interval '1 day');
        SET search_path TO "{schema_of(founded.agency)}";
        INSERT INTO production (id, title, started_by) VALUES ('{key}', 'The Tempest', '{key}');
        INSERT INTO role (id, production_id, name) VALUES ('{key}', '{key}', 'Miranda');
        INSERT INTO sides (id, role_id, file_name, object_key, pages, bytes)
            VALUES ('{key}', '{key}', 'sides.pdf', 'sides.pdf', 1, 1);
        INSERT INTO session (id, production_id, title, local_date, zone)
            VALUES ('{key}', '{key}', 'First', '2027-01-15', 'UTC');
        INSERT INTO slot (id, session_id, position, kind, role_id, local_start, starts_at, minutes)
            VALUES ('{key}', '{key}', 1, 'audition', '{key}', now(), now(), 10);
        INSERT INTO guest (id, session_id, role, name, email, invited_by)
            VALUES ('{key}', '{key}', 'reader', 'Rita', 'r@readers.test', '{key}');
        INSERT INTO access_link (id, token_hash, scope, guest_id, production_id, expires_at)
            VALUES ('{key}', '\\x{link.hash.hex()}', 'invitation', '{key}', '{key}',
                now() + interval '1 day');"""
    )
    await owner.close()
    return token, str(key), link.text
