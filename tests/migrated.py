"""A migrated database with two agencies, as a service sees it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import msgspec

from shared import migrations, tenancy
from shared.ids import AgencyId, new_id
from shared.tenancy import Database, Service


class Founded(msgspec.Struct, frozen=True):
    """A migrated database, by its superuser's address, with an agency and its neighbour."""

    url: str
    agency: AgencyId
    neighbour: AgencyId


# Roles belong to the server, not to a database: all tests use the same passwords.
PASSWORDS = {service: f"{service}-password-for-tests" for service in migrations.SERVICES}


def sign_in(owner_url: str, service: str) -> str:
    """Return the address of a database with a service's own sign-in."""
    parts = urlsplit(owner_url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"callboard_{service}:{PASSWORDS[service]}@{place}"))


async def agencies(owner_url: str, count: int) -> Sequence[AgencyId]:
    """Bring a database up to date and provision some agencies."""
    await migrations.migrate(owner_url, PASSWORDS, contract=True)
    made = [AgencyId(new_id()) for _ in range(count)]
    owner = await asyncpg.connect(owner_url)
    try:
        for agency in made:
            async with owner.transaction():
                await migrations.create_tenant(owner, agency)
    finally:
        await owner.close()
    return made


@asynccontextmanager
async def databases(owner_url: str, *services: Service) -> AsyncIterator[list[Database]]:
    async with AsyncExitStack() as stack:
        opened = []
        for service in services:
            database = await tenancy.connect(sign_in(owner_url, service), service, size=4)
            stack.push_async_callback(database.close)
            opened.append(database)
        yield opened
