"""The database's owner, who alone may make schemas. Only founding an agency needs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared import tenancy
from shared.tenancy import Connection, Database


class SchemaOwner:
    """Transactions as the owner, few at a time: each makes an agency's every table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._database.pool.acquire() as connection, connection.transaction():
            yield connection

    async def close(self) -> None:
        await self._database.close()


async def connect(url: str) -> SchemaOwner:
    return SchemaOwner(await tenancy.connect(url, "billing", size=3))
