"""Forward-only plain-SQL migrations, for the platform and for each agency's schema.

A file is `services/<service>/migrations/{platform,tenant}/NNNN_what.sql` (or `shared/migrations/…`)
and runs once per scope, in its own transaction, recorded in the ledger `platform.migration`.
Inside a file `:"gateway"`, `:"rooms"` and `:"billing"` name the roles to grant to: in tenant files
those of (service, agency); in platform files the services' platform roles, and with the ending
`_tenant` the roles that all of a service's tenant roles belong to.

Run by hand: `DATABASE_OWNER_URL=… python -m shared.migrate`.
"""

import asyncio
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from shared.ids import AgencyId
from shared.tenancy import Pool, role_of, schema_of

SERVICES = ("gateway", "rooms", "billing")
ROOT = Path(__file__).resolve().parent.parent
PLATFORM = "platform"
WORKERS = 4
LOCK_RETRIES = 5
_RUN_LOCK = 0x43414C4C  # one migration run at a time on a database
_VARIABLE = re.compile(r':"(\w+)"')
_PASSWORD = re.compile(r"^[A-Za-z0-9_-]{16,}$")


class Migration(msgspec.Struct, frozen=True):
    """One SQL file."""

    service: str
    file: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()

    def render(self, roles: Mapping[str, str]) -> str:
        return _VARIABLE.sub(lambda found: f'"{roles[found[1]]}"', self.sql)


class Failure(msgspec.Struct, frozen=True):
    """One scope that a run left behind: the others went on."""

    scope: str
    file: str
    error: str


class MigrationsFailed(Exception):
    """Some scopes could not be migrated; run again when the cause is mended."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = failures
        super().__init__("; ".join(f"{f.scope} {f.file}: {f.error}" for f in failures))


class ChecksumChanged(Exception):
    """A migration that has already run was edited. Restore it and add a new file instead."""


def migrations(scope: str, root: Path = ROOT) -> list[Migration]:
    """List the files of a scope (`platform` or `tenant`) in the order in which they run."""
    homes = [("shared", root / "shared")] + [(s, root / "services" / s) for s in SERVICES]
    found = [
        Migration(service, path.name, path.read_text())
        for service, home in homes
        for path in sorted((home / "migrations" / scope).glob("*.sql"))
    ]
    order = [service for service, _ in homes]
    return sorted(found, key=lambda m: (m.file.split("_")[0], order.index(m.service)))


async def migrate(
    owner_url: str, passwords: Mapping[str, str], root: Path = ROOT
) -> tuple[int, int]:
    """Bring a database up to date; safe to run at any time, by several at once.

    Returns how many platform files and how many tenant files were applied. Creates the services'
    login roles with the given passwords (letters, digits, `-`, `_`; at least 16).

    Raises:
        MigrationsFailed: lists the scopes that failed; the others are up to date.
        ChecksumChanged: a file was edited after it ran.
    """
    pool = await asyncpg.create_pool(owner_url, min_size=1, max_size=WORKERS + 1)
    try:
        async with pool.acquire() as lock:
            await lock.execute("SELECT pg_advisory_lock($1)", _RUN_LOCK)
            try:
                await _ensure_ground(lock, passwords)
                platform = await _migrate_platform(lock, root)
                tenants = await _migrate_tenants(pool, root)
            finally:
                await lock.execute("SELECT pg_advisory_unlock($1)", _RUN_LOCK)
    finally:
        await pool.close()
    return platform, tenants


async def provision(connection: Any, agency: AgencyId, root: Path = ROOT) -> None:
    """Make an agency's roles and schema at the newest version, in the caller's transaction.

    `connection` is signed in as the database's owner and inside a transaction.
    """
    roles = {service: role_of(service, agency) for service in SERVICES}
    schema = schema_of(agency)
    steps = [
        f'CREATE ROLE "{role}" NOLOGIN IN ROLE callboard_{service}_tenant;'
        f' GRANT "{role}" TO callboard_{service};'
        for service, role in roles.items()
    ]
    steps.append(f'CREATE SCHEMA "{schema}"; SET LOCAL search_path TO "{schema}";')
    grantees = ", ".join(f'"{role}"' for role in roles.values())
    steps.append(f'GRANT USAGE ON SCHEMA "{schema}" TO {grantees};')
    files = migrations("tenant", root)
    await connection.execute("\n".join([*steps, *(file.render(roles) for file in files)]))
    await connection.execute("INSERT INTO platform.tenant (agency_id) VALUES ($1)", agency)
    await _record(connection, schema, files)


async def _ensure_ground(connection: Any, passwords: Mapping[str, str]) -> None:
    """Roles of the services, the platform schema and the ledger."""
    known = {r["rolname"] for r in await connection.fetch("SELECT rolname FROM pg_roles")}
    steps = ["CREATE SCHEMA IF NOT EXISTS platform; REVOKE ALL ON SCHEMA public FROM PUBLIC;"]
    for service in SERVICES:
        password = passwords[service]
        if not _PASSWORD.match(password):
            raise ValueError(f"the database password of {service} is too short or has odd letters")
        login, kinds = f"callboard_{service}", (PLATFORM, "tenant")
        steps += [
            f"CREATE ROLE {login}_{kind} NOLOGIN;"
            for kind in kinds
            if f"{login}_{kind}" not in known
        ]
        steps.append(
            f"{'ALTER' if login in known else 'CREATE'} ROLE {login}"
            f" LOGIN NOINHERIT PASSWORD '{password}';"
        )
        steps.append(f"GRANT {login}_{PLATFORM} TO {login};")
        steps += [f"GRANT USAGE ON SCHEMA platform TO {login}_{kind};" for kind in kinds]
    steps.append(
        """CREATE TABLE IF NOT EXISTS platform.migration (
            scope text NOT NULL, service text NOT NULL, file text NOT NULL, checksum text NOT NULL,
            state text NOT NULL CHECK (state IN ('done', 'failed')), error text,
            at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (scope, service, file));"""
    )
    async with connection.transaction():
        await connection.execute("\n".join(steps))


async def _migrate_platform(connection: Any, root: Path) -> int:
    roles = {s: f"callboard_{s}_{PLATFORM}" for s in SERVICES}
    roles |= {f"{s}_tenant": f"callboard_{s}_tenant" for s in SERVICES}
    done = await _done(connection)
    pending = _pending(done, PLATFORM, migrations(PLATFORM, root))
    if failure := await _apply(connection, PLATFORM, pending, roles):
        raise MigrationsFailed([failure])
    return len(pending)


async def _migrate_tenants(pool: Pool, root: Path) -> int:
    """Migrate every agency, the first alone as a canary, then the rest beside each other."""
    files = migrations("tenant", root)
    async with pool.acquire() as connection:
        done = await _done(connection)
        agencies = [
            row["agency_id"]
            for row in await connection.fetch(
                "SELECT agency_id FROM platform.tenant ORDER BY provisioned_at, agency_id"
            )
        ]
    work = [(a, pending) for a in agencies if (pending := _pending(done, schema_of(a), files))]
    failures = await _each(pool, work[:1])
    if failures:
        raise MigrationsFailed(failures)
    failures = await _each(pool, work[1:])
    if failures:
        raise MigrationsFailed(failures)
    return sum(len(pending) for _, pending in work)


async def _each(pool: Pool, work: Iterable[tuple[UUID, list[Migration]]]) -> list[Failure]:
    queue = list(work)
    failures: list[Failure] = []

    async def worker() -> None:
        async with pool.acquire() as connection:
            while queue:
                agency, pending = queue.pop(0)
                roles = {service: role_of(service, agency) for service in SERVICES}
                if failure := await _apply(connection, schema_of(agency), pending, roles):
                    failures.append(failure)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(WORKERS, len(queue))):
            group.create_task(worker())
    return failures


async def _apply(
    connection: Any, scope: str, pending: Sequence[Migration], roles: Mapping[str, str]
) -> Failure | None:
    for migration in pending:
        try:
            await _apply_one(connection, scope, migration, roles)
        except asyncpg.PostgresError as error:
            await _record(connection, scope, [migration], state="failed", error=str(error))
            return Failure(scope, f"{migration.service}/{migration.file}", str(error))
    return None


async def _apply_one(
    connection: Any, scope: str, migration: Migration, roles: Mapping[str, str]
) -> None:
    for attempt in range(1, LOCK_RETRIES + 1):
        try:
            async with connection.transaction():
                await connection.execute(
                    f"SET LOCAL lock_timeout = '2s'; SET LOCAL search_path TO \"{scope}\";\n"
                    + migration.render(roles)
                )
                await _record(connection, scope, [migration])
        except asyncpg.LockNotAvailableError:
            if attempt == LOCK_RETRIES:
                raise
            await asyncio.sleep(0.2 * 2**attempt)
        else:
            return


async def _done(connection: Any) -> dict[tuple[str, str, str], str]:
    rows = await connection.fetch(
        "SELECT scope, service, file, checksum FROM platform.migration WHERE state = 'done'"
    )
    return {(r["scope"], r["service"], r["file"]): r["checksum"] for r in rows}


def _pending(
    done: Mapping[tuple[str, str, str], str], scope: str, files: Sequence[Migration]
) -> list[Migration]:
    pending = []
    for migration in files:
        recorded = done.get((scope, migration.service, migration.file))
        if recorded is None:
            pending.append(migration)
        elif recorded != migration.checksum:
            raise ChecksumChanged(f"{migration.service}/{migration.file} was edited after it ran")
    return pending


async def _record(
    connection: Any,
    scope: str,
    files: Sequence[Migration],
    *,
    state: str = "done",
    error: str | None = None,
) -> None:
    await connection.executemany(
        """INSERT INTO platform.migration (scope, service, file, checksum, state, error)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (scope, service, file)
        DO UPDATE SET checksum = $4, state = $5, error = $6, at = now()""",
        [(scope, m.service, m.file, m.checksum, state, error) for m in files],
    )


def main() -> None:
    passwords = {s: os.environ[f"DATABASE_{s.upper()}_PASSWORD"] for s in SERVICES}
    try:
        platform, tenants = asyncio.run(migrate(os.environ["DATABASE_OWNER_URL"], passwords))
    except (MigrationsFailed, ChecksumChanged) as error:
        sys.exit(f"migrations: {error}")
    print(f"migrations: {platform} platform and {tenants} tenant files applied")


if __name__ == "__main__":
    main()
