"""A run over the platform and all agencies: a canary first, then several beside each other."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from shared.migrations import bootstrap, extensions, history
from shared.migrations.files import (
    PLATFORM,
    ROOT,
    TENANT,
    Migration,
    migrations,
    roles_of_agency,
    roles_of_platform,
)
from shared.migrations.model import Failure, MigrationsFailed
from shared.tenancy import EVERY_PRODUCTION, Pool, schema_of, showing

WORKERS = 8
LOCK_RETRIES = 5
_RUN_LOCK = 0x43414C4C  # one migration run at a time on a database

Work: TypeAlias = tuple[UUID, list[Migration]]
Progress: TypeAlias = Callable[[int, int, Failure | None], None]


async def migrate(
    owner_url: str,
    passwords: Mapping[str, str],
    root: Path = ROOT,
    progress: Progress = lambda *_: None,
    *,
    contract: bool = False,
) -> tuple[int, int]:
    """Bring a database up to date; safe to run at any time, by several at once.

    Returns how many platform files and how many tenant files were applied. Creates the services'
    login roles with the given passwords. `progress` hears after each agency how many of how many
    are done, and the failure of the one if it failed. `contract` also takes away what only
    processes of the version before use, of which none is left. What was done stays done: a run that
    was killed is taken up by the next.

    Raises:
        MigrationsFailed: lists the scopes that failed; the others are up to date.
        ChecksumChanged: a file was edited after it ran.
        ExtensionsMissing: the server does not bring what it needs; nothing was changed.
    """
    pool = await asyncpg.create_pool(owner_url, min_size=1, max_size=WORKERS + 1)
    try:
        async with pool.acquire() as lock:
            await lock.execute("SELECT pg_advisory_lock($1)", _RUN_LOCK)
            try:
                await extensions.require(lock)
                await bootstrap.ensure(lock, passwords)
                if contract:
                    await _allow_contracting(lock, root)
                platform = await _platform(lock, root)
                tenants = await _tenants(pool, root, progress)
            finally:
                await lock.execute("SELECT pg_advisory_unlock($1)", _RUN_LOCK)
    finally:
        await pool.close()
    return platform, tenants


async def _allow_contracting(connection: Any, root: Path) -> None:
    """Note it before anything runs: agencies that are founded meanwhile are contracted too."""
    for kind in (PLATFORM, TENANT):
        scope = history.contracted(kind)
        files = [file for file in migrations(kind, root) if file.contracts]
        left = history.pending(await history.done(connection, scope), scope, files)
        if left:
            await connection.execute(history.writing_down(scope, left))


async def _platform(connection: Any, root: Path) -> int:
    done = await history.done(connection, PLATFORM, history.contracted(PLATFORM))
    due = history.due(done, PLATFORM, migrations(PLATFORM, root))
    pending = history.pending(done, PLATFORM, due)
    if failure := await _apply(connection, PLATFORM, pending, roles_of_platform()):
        raise MigrationsFailed([failure])
    return len(pending)


async def _tenants(pool: Pool, root: Path, progress: Progress) -> int:
    """Migrate every agency: the oldest alone, and if that goes well the rest beside each other."""
    work = await _work(pool, migrations(TENANT, root))
    failures: list[Failure] = []
    finished = 0

    async def worker(share: Iterator[Work]) -> None:
        nonlocal finished
        async with pool.acquire() as connection:
            for agency, pending in share:
                scope, roles = schema_of(agency), roles_of_agency(agency)
                if failure := await _apply(connection, scope, pending, roles):
                    failures.append(failure)
                finished += 1
                progress(finished, len(work), failure)

    await worker(iter(work[:1]))
    if not failures:
        rest = iter(work[1:])
        await asyncio.gather(*(worker(rest) for _ in range(min(WORKERS, len(work) - 1))))
    if failures:
        raise MigrationsFailed(failures)
    return sum(len(pending) for _, pending in work)


async def _work(pool: Pool, files: Sequence[Migration]) -> list[Work]:
    """Return the agencies that lack something, oldest first, with what they lack."""
    async with pool.acquire() as connection:
        done = await history.done(connection)
        rows = await connection.fetch(
            "SELECT agency_id FROM platform.tenant ORDER BY provisioned_at, agency_id"
        )
    agencies, due = [row["agency_id"] for row in rows], history.due(done, TENANT, files)
    return [(a, left) for a in agencies if (left := history.pending(done, schema_of(a), due))]


async def _apply(
    connection: Any, scope: str, pending: Sequence[Migration], roles: Mapping[str, str]
) -> Failure | None:
    for migration in pending:
        try:
            await _apply_one(connection, scope, migration, roles)
        except asyncpg.PostgresError as error:
            await history.note_failure(connection, scope, migration, str(error))
            return Failure(scope, f"{migration.service}/{migration.file}", str(error))
    return None


async def _apply_one(
    connection: Any, scope: str, migration: Migration, roles: Mapping[str, str]
) -> None:
    """Apply a file and record it in one message, which is one transaction.

    It need not be on disk at once: file and record are lost together, and the next run repeats.
    """
    message = "\n".join([
        f"SET LOCAL lock_timeout = '2s'; SET LOCAL search_path TO \"{scope}\";",
        f"SET LOCAL synchronous_commit = off; {showing(EVERY_PRODUCTION)};",
        migration.render(roles),
        history.writing_down(scope, [migration]),
    ])  # fmt: skip
    for attempt in range(1, LOCK_RETRIES + 1):
        try:
            await connection.execute(message)
        except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
            if attempt == LOCK_RETRIES:
                raise
            await asyncio.sleep(0.2 * 2**attempt)
        else:
            return
