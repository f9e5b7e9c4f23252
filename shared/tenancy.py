"""The one way to a database connection.

A service signs in with its own login role, which by itself may read nothing. Each transaction
then works as a role of (service, agency), with the agency's schema as its search path, or as the
service's platform role; both are local to the transaction, so nothing leaks to the next one.
Inside a tenant transaction tables are named without a schema; `platform` tables always with it. On
the platform the search path is the service's own schema, where it has one.

Inside an agency a transaction shows all productions, or those that are named: row-level security
holds every table below a production to that (infra/decisions/0042).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import UUID

import asyncpg
import msgspec
from asyncpg.pool import PoolConnectionProxy

from shared.errors import NotFound, Unavailable
from shared.ids import AgencyId

Service: TypeAlias = Literal["gateway", "rooms", "billing"]
Productions: TypeAlias = Literal["*"] | tuple[UUID, ...]
"""Which productions a transaction shows: all of the agency, or these."""

if TYPE_CHECKING:
    Connection: TypeAlias = PoolConnectionProxy[asyncpg.Record]
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
else:  # generic in their stubs only
    Connection, Pool = PoolConnectionProxy, asyncpg.Pool


PATIENCE_S = 5
CLOSE_WITHIN_S = 2
EVERY_PRODUCTION: Literal["*"] = "*"
ONE_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class AgencyNotFound(NotFound):
    """There is no such agency."""


class DatabaseBusy(Unavailable, TimeoutError):
    """Too many people ask at once just now. Please try again in a moment.

    An OSError too, as when the database is away: what waits for that and goes on, waits for this.
    """


def schema_of(agency: UUID) -> str:
    return f"agency_{agency.hex}"


def role_of(service: str, agency: UUID) -> str:
    """Name the role in which a service works for one agency."""
    return f"{service}_{agency.hex}"


def showing(productions: Productions) -> str:
    """Return the SQL by which a transaction shows some productions until it ends."""
    scope = "*" if productions == "*" else ",".join(each.hex for each in productions)
    return f"SET LOCAL callboard.productions TO '{scope}'"


class Database:
    """Transactions of one service."""

    def __init__(self, pool: Pool, service: Service) -> None:
        self.pool = pool
        self.service = service

    @asynccontextmanager
    async def tenant(
        self,
        agency: AgencyId,
        *,
        productions: Productions = EVERY_PRODUCTION,
        duty: str = "",
        one_moment: bool = False,
    ) -> AsyncIterator[Connection]:
        """Open a transaction inside one agency, which shows some of its productions.

        With a `duty` it works as the service's role for that (`callboard_<service>_<duty>`), which
        has other rights than requests have. With `one_moment` it only reads, as of one moment.

        Raises:
            AgencyNotFound: no schema was ever provisioned for it, or it has been deleted.
        """
        begin = ONE_MOMENT if one_moment else "BEGIN"
        async with self._transaction(
            f"{begin}; {self._inside(agency, productions, duty)}"
        ) as connection:
            yield connection

    @asynccontextmanager
    async def platform(self, *, one_moment: bool = False) -> AsyncIterator[Connection]:
        """Open a transaction on what belongs to no agency; tenant tables are out of its reach.

        With `one_moment` it only reads, and all of it as of one moment: nobody is shown half of
        what was written together.
        """
        begin = ONE_MOMENT if one_moment else "BEGIN"
        async with self._transaction(f"{begin}; {self._on_platform()}") as connection:
            yield connection

    @asynccontextmanager
    async def begin_with(self, first: str, agency: AgencyId | None) -> AsyncIterator[Connection]:
        """Open a transaction that does `first` on the platform and goes on inside an agency, if
        there is one. All of it is one round trip, so `first` is SQL without arguments.

        Raises:
            AgencyNotFound: as in `tenant`.
            asyncpg.PostgresError: from `first`; nothing was done.
        """
        begin = f"BEGIN; {self._on_platform()}; {first}"
        if agency is not None:
            begin = f"{begin}; {self._inside(agency, EVERY_PRODUCTION)}"
        async with self._transaction(begin) as connection:
            yield connection

    async def enter(
        self,
        platform: Connection,
        agency: AgencyId,
        *,
        productions: Productions = EVERY_PRODUCTION,
    ) -> None:
        """Go on inside one agency with a transaction that began on the platform.

        Raises:
            AgencyNotFound: as in `tenant`; the transaction can only be rolled back.
        """
        try:
            await platform.execute(self._inside(agency, productions))
        except asyncpg.InvalidParameterValueError as error:
            raise AgencyNotFound from error

    def _on_platform(self) -> str:
        return (
            f"SET LOCAL ROLE callboard_{self.service}_platform;"
            f" SET LOCAL search_path TO pg_catalog, {self.service}"
        )

    def _inside(self, agency: AgencyId, productions: Productions, duty: str = "") -> str:
        role = f"callboard_{self.service}_{duty}" if duty else role_of(self.service, agency)
        path = f'SET LOCAL search_path TO "{schema_of(agency)}"'
        return f'SET LOCAL ROLE "{role}"; {path}; {showing(productions)}'

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        try:
            connection = await self.pool.acquire(timeout=PATIENCE_S)
        except TimeoutError as error:
            raise DatabaseBusy from error
        try:
            yield connection
        finally:
            await self.pool.release(connection)

    @asynccontextmanager
    async def _transaction(self, begin: str) -> AsyncIterator[Connection]:
        async with self._connection() as connection:
            try:
                await connection.execute(begin)
            except asyncpg.PostgresError as error:
                await _roll_back(connection)
                if isinstance(error, asyncpg.InvalidParameterValueError):
                    raise AgencyNotFound from error
                raise
            try:
                yield connection
            except BaseException:
                await _roll_back(connection)
                raise
            await connection.execute("COMMIT")

    async def close(self) -> None:
        await close(self.pool)


async def close(pool: Pool) -> None:
    """Close a pool; connections on which the database does not answer in time are cut."""
    with suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await pool.close()


async def connect(url: str, service: Service, *, size: int = 10) -> Database:
    """Open a service's pool. Backends grow with every tenant they touch, so they are recycled."""
    pool = await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        max_queries=5_000,
        init=_prepare,
        reset=_leave_as_it_is,
        command_timeout=30,
        server_settings={"application_name": f"callboard-{service}"},
    )
    return Database(pool, service)


@asynccontextmanager
async def savepoint(connection: Connection) -> AsyncIterator[None]:
    """Do a part of a transaction that is undone alone where it raises."""
    await connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        await connection.execute("ROLLBACK TO SAVEPOINT part")
        raise
    await connection.execute("RELEASE SAVEPOINT part")


async def _roll_back(connection: Connection) -> None:
    """Roll back what went wrong. That must arrive, a cancellation above all: a rollback that fails
    too must not take its place. The pool resets what it gets back."""
    with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        await connection.execute("ROLLBACK", timeout=PATIENCE_S)


async def _leave_as_it_is(_: Any) -> None:
    """Save a round trip: all that a transaction sets ends with it.

    The pool itself rolls back what is still open. Who keeps a connection for longer, as the relay
    does, undoes what it did there.
    """


async def _prepare(connection: Any) -> None:
    await connection.set_type_codec(
        "uuid",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: value.bytes,
        decoder=lambda raw: UUID(bytes=raw),
    )
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: msgspec.json.encode(value).decode(),
        decoder=msgspec.json.decode,
    )
