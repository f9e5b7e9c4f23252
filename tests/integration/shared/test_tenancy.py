"""No query without a tenant reaches tenant tables, and none reaches a neighbour's."""

import asyncpg
import pytest

from shared.ids import AgencyId, new_id
from shared.tenancy import AgencyNotFound, schema_of
from tests.migrated import agencies, databases

_ADD = "INSERT INTO production (id, title, started_by) VALUES ($1, $2, $1)"


async def test_each_agency_sees_its_own_rows_only(database: str) -> None:
    ours, neighbour = await agencies(database, 2)
    async with databases(database, "gateway") as (gateway,):
        for agency, title in ((ours, "Ours"), (neighbour, "Theirs")):
            async with gateway.tenant(agency) as tx:
                await tx.execute(_ADD, new_id(), title)
        async with gateway.tenant(ours) as tx:
            assert [r["title"] for r in await tx.fetch("SELECT title FROM production")] == ["Ours"]
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await tx.fetch(f'SELECT title FROM "{schema_of(neighbour)}".production')


async def test_without_a_tenant_there_are_no_tenant_tables(database: str) -> None:
    (agency,) = await agencies(database, 1)
    async with databases(database, "gateway") as (gateway,):
        async with gateway.platform() as tx:
            with pytest.raises(asyncpg.UndefinedTableError):
                await tx.fetch("SELECT title FROM production")
        async with gateway.platform() as tx:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await tx.fetch(f'SELECT title FROM "{schema_of(agency)}".production')
        async with gateway.pool.acquire() as bare:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await bare.fetch(f'SELECT title FROM "{schema_of(agency)}".production')


async def test_nothing_of_a_tenant_stays_on_the_connection(database: str) -> None:
    (agency,) = await agencies(database, 1)
    async with databases(database, "gateway") as (gateway,):
        async with gateway.tenant(agency) as tx:
            inside = await tx.fetchrow("SELECT current_user AS who, current_schema() AS place")
        async with gateway.pool.acquire() as bare:
            after = await bare.fetchrow("SELECT current_user AS who, current_schema() AS place")
    assert inside
    assert inside["place"] == schema_of(agency)
    assert after
    assert after["who"] == "callboard_gateway"
    assert after["place"] != inside["place"]


async def test_who_enters_from_the_platform_has_left_it(database: str) -> None:
    ours, neighbour = await agencies(database, 2)
    async with databases(database, "gateway") as (gateway,):
        for foreign in ("platform.billing_agency_v1", f'"{schema_of(neighbour)}".production'):
            async with gateway.platform() as tx:
                await tx.fetchval("SELECT count(*) FROM platform.billing_agency_v1")
                await gateway.enter(tx, ours)
                await tx.execute(_ADD, new_id(), "Ours")
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await tx.fetch(f"SELECT id FROM {foreign}")
        with pytest.raises(AgencyNotFound):
            async with gateway.platform() as tx:
                await gateway.enter(tx, AgencyId(new_id()))
        async with gateway.pool.acquire() as bare:
            after = await bare.fetchrow("SELECT current_user AS who, current_schema() AS place")
    assert after
    assert after["who"] == "callboard_gateway"
    assert after["place"] != schema_of(ours)


async def test_what_begins_on_the_platform_goes_on_inside_or_nothing_is_done(
    database: str,
) -> None:
    ours, neighbour = await agencies(database, 2)
    foreign = f'SELECT id FROM "{schema_of(neighbour)}".production'
    async with databases(database, "gateway") as (gateway,):
        async with gateway.begin_with("SELECT 1", ours) as tx:
            await tx.execute(_ADD, new_id(), "Ours")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await tx.fetch(foreign)
        for wrong in ("SELECT 1 / 0", foreign, f"SET LOCAL ROLE none; {foreign}"):
            with pytest.raises((asyncpg.DivisionByZeroError, asyncpg.InsufficientPrivilegeError)):
                async with gateway.begin_with(wrong, ours):
                    pytest.fail("there is no transaction")
        with pytest.raises(AgencyNotFound):
            async with gateway.begin_with("SELECT 1", AgencyId(new_id())):
                pytest.fail("there is no such agency")
        async with gateway.begin_with("SELECT 1", None) as tx:
            with pytest.raises(asyncpg.UndefinedTableError):
                await tx.fetch("SELECT id FROM production")


async def test_an_error_rolls_everything_back(database: str) -> None:
    (agency,) = await agencies(database, 1)
    async with databases(database, "gateway") as (gateway,):
        with pytest.raises(ZeroDivisionError):
            async with gateway.tenant(agency) as tx:
                await tx.execute(_ADD, new_id(), "Never")
                raise ZeroDivisionError
        async with gateway.tenant(agency) as tx:
            assert await tx.fetchval("SELECT count(*) FROM production") == 0


async def test_an_agency_that_never_was_is_not_found(database: str) -> None:
    await agencies(database, 1)
    async with databases(database, "gateway") as (gateway,):
        with pytest.raises(AgencyNotFound):
            async with gateway.tenant(AgencyId(new_id())):
                pytest.fail("there is no such agency")


@pytest.mark.parametrize(
    ("service", "act"),
    [
        ("rooms", "INSERT INTO production (id, title, started_by) VALUES ($1, 'No', $1)"),
        ("rooms", "SELECT breakdown FROM role WHERE id = $1"),
        ("rooms", "SELECT email FROM guest WHERE id = $1"),
        ("rooms", "UPDATE consent SET agreed = true WHERE id = $1"),
        ("gateway", "UPDATE take SET number = 2 WHERE id = $1"),
        ("gateway", "DELETE FROM audit WHERE id = $1"),
        ("gateway", "INSERT INTO platform.person (id, email) VALUES ($1, 'no@no.test')"),
        ("billing", "SELECT title FROM production WHERE id = $1"),
    ],
)
async def test_a_service_may_not_touch_what_is_anothers(
    database: str, service: str, act: str
) -> None:
    (agency,) = await agencies(database, 1)
    async with databases(database, service) as (working,):  # type: ignore[arg-type]
        async with working.tenant(agency) as tx:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await tx.execute(act, new_id())
