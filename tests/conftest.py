"""Real servers for the whole test run: PostgreSQL, Valkey and an SMTP sink, each if it is used.

They forget everything afterwards. They work as root and as an ordinary user.
"""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe

import asyncpg
import httpx
import pytest
from hypothesis import settings as hypothesis
from redis.asyncio import Redis

from infra.embedded import postgres as embedded_postgres
from infra.embedded import valkey as embedded_valkey
from infra.embedded.ports import any_free_port
from infra.embedded.postgres import Postgres
from infra.embedded.smtp_sink import program as smtp_sink
from infra.embedded.smtp_sink.program import SmtpSink
from infra.embedded.supervisor import Supervisor
from infra.embedded.valkey import Valkey
from shared.ids import AgencyId
from tests.extent import LONG, examples
from tests.installation import Installation, open_installation
from tests.mails import Mails
from tests.migrated import Founded, agencies

FOUNDED = "founded"
_MEMORY = Path("/dev/shm")
_ROOM_FOR_DATA = 6 << 30

# How long an example takes is the machine's business; timings are measured in tests/bench. A plain
# run takes the same examples each time, a long one others.
hypothesis.register_profile(
    "ours", deadline=None, derandomize=not LONG, database=None, max_examples=examples(100)
)
hypothesis.load_profile("ours")


@pytest.fixture(scope="session")
def servers_folder() -> Iterator[Path]:
    """Return a folder for the servers' data, which goes when the run ends.

    It is in memory where there is enough: an agency has some 400 files, and a disk's file system is
    slow to make and remove them.
    """
    with tempfile.TemporaryDirectory(prefix="callboard-tests-", dir=_in_memory()) as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's own user passes through
        yield Path(folder)
        for location in Path(folder).rglob("postgres.location"):
            embedded_postgres.forget(location.with_suffix(""))


def _in_memory() -> Path | None:
    """Return Linux's folder in memory if the data of several servers fit, else none."""
    fits = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM_FOR_DATA
    return _MEMORY if fits else None


@pytest.fixture(scope="session")
async def supervisor(servers_folder: Path) -> AsyncIterator[Supervisor]:
    async with Supervisor(servers_folder / "logs", tell=print) as running:
        yield running


@pytest.fixture(scope="session")
async def postgres(supervisor: Supervisor, servers_folder: Path) -> Postgres:
    """Start one PostgreSQL. `postgres.url` is its superuser's; prefer the `database` fixture."""
    home = await embedded_postgres.home_for(servers_folder / "postgres")
    server = Postgres(folder=home, port=any_free_port(), password=token_urlsafe(), lasting=False)
    await supervisor.start(await embedded_postgres.prepare(server))
    return server


@pytest.fixture
async def database(postgres: Postgres) -> AsyncIterator[str]:
    """Make an empty database of its own for one test and return its superuser's address."""
    async with _database(postgres, "template1") as url:
        yield url


@pytest.fixture(scope="session")
async def founded_template(postgres: Postgres) -> Sequence[AgencyId]:
    """Make the database that `founded` copies, and return its agencies."""
    connection = await asyncpg.connect(postgres.url)
    try:
        await connection.execute(f'CREATE DATABASE "{FOUNDED}"')
    finally:
        await connection.close()
    return await agencies(postgres.database_url(FOUNDED), 2)


@pytest.fixture
async def founded(
    postgres: Postgres, founded_template: Sequence[AgencyId]
) -> AsyncIterator[Founded]:
    """Make a migrated database with two empty agencies for one test: a copy, which is faster."""
    async with _database(postgres, FOUNDED) as url:
        yield Founded(url, *founded_template)


@asynccontextmanager
async def _database(postgres: Postgres, template: str) -> AsyncIterator[str]:
    """Copy a database: by its files, which takes a third of writing each page to the log first."""
    name = f"test_{token_urlsafe(9).replace('-', '_').lower()}"
    connection = await asyncpg.connect(postgres.url)
    try:
        await connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
        )
        yield postgres.database_url(name)
        await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def valkey(supervisor: Supervisor, servers_folder: Path) -> Valkey:
    """Start one Valkey. Prefer the `redis_url` fixture, which is empty for each test."""
    server = Valkey(
        folder=servers_folder / "valkey",
        port=any_free_port(),
        password=token_urlsafe(),
    )
    await supervisor.start(embedded_valkey.prepare(server))
    return server


@pytest.fixture
async def redis_url(valkey: Valkey) -> str:
    """Empty the Valkey server and return its address."""
    async with Redis.from_url(valkey.url) as redis:
        await redis.flushall()
    return valkey.url


@pytest.fixture(scope="session")
async def smtp(supervisor: Supervisor, servers_folder: Path) -> AsyncIterator[Mails]:
    """Start the SMTP sink. Addresses are not shared between tests if each test makes its own."""
    sink = SmtpSink(
        folder=servers_folder / "mails", smtp_port=any_free_port(), web_port=any_free_port()
    )
    await supervisor.start(smtp_sink.prepare(sink))
    async with httpx.AsyncClient(timeout=70) as client:
        yield Mails(sink, client)


@pytest.fixture(scope="session")
async def installation(servers_folder: Path) -> AsyncIterator[Installation]:
    """Open the whole house once: every service a process of its own, as `./infra/up` does."""
    async with open_installation(servers_folder / "house") as opened:
        yield opened
