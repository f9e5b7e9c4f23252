"""Whether the parts named in the environment answer, asked before anything is started."""

import asyncio
from urllib.parse import urlsplit

import asyncpg

from infra.embedded.addresses import Addresses, BadAddresses

OLDEST_POSTGRES = 15
_PATIENCE = 5
_PORTS = {"redis": 6379, "rediss": 6379, "smtp": 25, "smtps": 465}


async def check(given: Addresses) -> None:
    """Connect to each part that is not embedded.

    Raises:
        BadAddresses: lists what does not answer or may not be used, and why.
    """
    problems = await asyncio.gather(
        _database(given.database_url),
        _listens("REDIS_URL", given.redis_url),
        _listens("SMTP_URL", given.smtp_url),
    )
    if found := [problem for problem in problems if problem]:
        raise BadAddresses("\n".join(found))


async def _database(url: str) -> str:
    if not url:
        return ""
    try:
        connection = await asyncpg.connect(url, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as e:
        return f"DATABASE_URL: cannot connect: {str(e) or type(e).__name__}"
    try:
        return await _fitness(connection)
    finally:
        await connection.close()


async def _fitness(connection: "asyncpg.Connection[asyncpg.Record]") -> str:
    version = connection.get_server_version()
    if version.major < OLDEST_POSTGRES:
        return f"DATABASE_URL: PostgreSQL {OLDEST_POSTGRES} or newer is needed; this is {version}"
    may = await connection.fetchval(
        "SELECT (rolcreaterole OR rolsuper)"
        " AND has_database_privilege(current_database(), 'CREATE')"
        " FROM pg_roles WHERE rolname = current_user"
    )
    if may:
        return ""
    return (
        "DATABASE_URL: this role must be able to create roles and schemas:"
        " ALTER ROLE … CREATEROLE, GRANT CREATE ON DATABASE …"
    )


async def _listens(name: str, url: str) -> str:
    if not url:
        return ""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        async with asyncio.timeout(_PATIENCE):
            _, writer = await asyncio.open_connection(host, port)
    except TimeoutError:
        return f"{name}: {host}:{port} does not answer within {_PATIENCE} s"
    except OSError as error:
        return f"{name}: cannot connect to {host}:{port}: {error.strerror or error}"
    writer.close()
    return ""
