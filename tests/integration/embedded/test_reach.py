"""A database of one's own: what it must be able to do."""

from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from infra.embedded import reachability
from infra.embedded.addresses import Addresses, BadAddresses

PASSWORD = "a-role-of-this-test"


def signed_in_as(url: str, role: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{PASSWORD}@{place}"))


async def test_a_fit_database_passes(database: str) -> None:
    await reachability.check(Addresses(database_url=database))


@pytest.mark.parametrize(
    ("right", "fit"), [("NOCREATEROLE", False), ("CREATEROLE", True)], ids=["without", "with"]
)
async def test_the_role_must_be_able_to_make_roles_and_schemas(
    database: str, right: str, fit: bool
) -> None:
    owner = await asyncpg.connect(database)
    role = f"reach_{right.lower()}"
    await owner.execute(f"CREATE ROLE {role} LOGIN {right} PASSWORD '{PASSWORD}'")
    name = urlsplit(database).path[1:]
    await owner.execute(f'GRANT CREATE ON DATABASE "{name}" TO {role}')
    given = Addresses(database_url=signed_in_as(database, role))
    try:
        if fit:
            await reachability.check(given)
        else:
            with pytest.raises(BadAddresses, match="must be able to create roles"):
                await reachability.check(given)
    finally:
        await owner.execute(f'REVOKE ALL ON DATABASE "{name}" FROM {role}; DROP ROLE {role}')
        await owner.close()


async def test_a_missing_database_and_a_wrong_password_are_told(database: str) -> None:
    with pytest.raises(BadAddresses, match=r'DATABASE_URL: cannot connect: .*"nowhere"'):
        await reachability.check(
            Addresses(database_url=urlsplit(database)._replace(path="/nowhere").geturl())
        )
    with pytest.raises(BadAddresses, match="password authentication failed"):
        await reachability.check(Addresses(database_url=signed_in_as(database, "callboard")))
