"""An agency moves as one file, or not at all; deleted, it is gone, and its neighbour is not."""

import asyncio
import shutil
import tarfile
from pathlib import Path

import asyncpg
import msgspec
import pytest

from infra.archives import deleting, exporting, importing, tables
from infra.archives.errors import ArchiveDamaged, Refused
from infra.archives.installation import Installation, at
from infra.archives.manifest import Manifest, TableFile
from infra.archives.packing import unpack
from infra.archives.tables import LEDGER, STAYS
from infra.embedded.postgres import Postgres
from services.gateway.platform.audit import note_by_system, verification
from services.gateway.platform.audit.sealing import actions as audit
from services.gateway.platform.audit.verification import Verdict
from shared import migrations, tombstones
from shared.ids import AgencyId, new_id
from shared.migrations import ROOT
from shared.tenancy import Database, role_of, schema_of
from tests.eventually import eventually
from tests.integration.archives.conftest import Office, elsewhere
from tests.migrated import PASSWORDS

Offices = tuple[Office, Office]
_WAITS_FOR = "SELECT true FROM pg_locks WHERE relation = $1::text::regclass AND NOT granted"

# Shared tables of which nothing belongs to an agency or a person alone.
NOBODYS = {
    "platform.migration",
    "platform.inbox",
    "platform.stripe_event",
    "platform.agency",
    "gateway.passkey_challenge",
    "gateway.api_repeat",  # forgotten by itself within a day
    "gateway.job_period",  # up to when kinds of jobs are planned
    "rooms.job_period",
    "gateway.job_worker_state",  # whether workers want to be notified
    "rooms.job_worker_state",
}


def contents(manifest: Manifest) -> dict[str, TableFile]:
    return {f"{t.schema}.{t.table}": t for t in manifest.tables}


async def test_mails_that_waited_are_not_said_to_wait_elsewhere(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    """Their words stayed behind: nobody sends them."""
    ours, _ = offices
    async with place.change() as connection:
        await connection.execute(
            f"UPDATE {ours.schema}.mail_record SET status = 'waiting' WHERE kind = 'question'"
        )
    await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    async with elsewhere(postgres, tmp_path / "other") as there:
        await importing.take_in(there, tmp_path / "ours.tar.gz")
        async with there.snapshot() as connection:
            kept = await connection.fetch(
                f"SELECT kind, status FROM {ours.schema}.mail_record ORDER BY kind"
            )
    assert [tuple(row) for row in kept] == [("invitation", "sent"), ("question", "withdrawn")]


async def test_an_agency_arrives_elsewhere_as_it_left(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    ours, neighbour = offices
    left = await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    async with elsewhere(postgres, tmp_path / "other") as there:
        await importing.take_in(there, tmp_path / "ours.tar.gz")
        arrived = await exporting.export(there, ours.id, tmp_path / "again.tar.gz")
        assert [key async for key in there.objects.keys(neighbour.id.hex)] == []
    assert contents(arrived) == contents(left)
    assert {o.key: o.file.sha256 for o in arrived.objects} == {
        o.key: o.file.sha256 for o in left.objects
    }
    assert arrived.migrations == left.migrations
    rows = {name: table.rows for name, table in contents(left).items()}
    assert rows[".audit"] == 2
    assert rows[".recording"] == rows["platform.person"] == rows["platform.agency"] == 1
    assert len(left.objects) == 2


async def test_an_audit_log_is_whole_where_it_arrives_and_is_sealed_on_there(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    """Two lines are sealed before it leaves, and one is not."""
    ours, neighbour = offices
    here = Database(place.pool, "gateway")
    await audit.seal(here, ours.id)
    async with here.tenant(ours.id) as tx:
        await note_by_system(tx, "deleted", "production", None)
    await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    async with elsewhere(postgres, tmp_path / "other") as place_there:
        await importing.take_in(place_there, tmp_path / "ours.tar.gz")
        there = Database(place_there.pool, "gateway")
        arrived = await verified(there, ours.id)
        assert (arrived.lines, arrived.head, arrived.broken, arrived.unsealed) == (3, 1, None, 1)
        await audit.seal(there, ours.id)
        sealed = await verified(there, ours.id)
        assert (sealed.lines, sealed.head, sealed.broken, sealed.unsealed) == (3, 2, None, 0)
    assert (await verified(here, neighbour.id)).unsealed == 2


async def verified(database: Database, agency: AgencyId) -> Verdict:
    async with database.tenant(agency, one_moment=True) as tx:
        return await verification.verify(tx)


async def test_nothing_of_the_neighbour_is_in_an_archive(
    place: Installation, offices: Offices, tmp_path: Path
) -> None:
    ours, neighbour = offices
    await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    unpack(tmp_path / "ours.tar.gz", tmp_path / "out")
    for file in (tmp_path / "out").rglob("*"):
        if file.is_file():
            content = file.read_bytes().lower()
            assert str(neighbour.id).encode() not in content
            assert neighbour.id.hex.encode() not in content
            assert str(neighbour.guest).encode() not in content


async def test_an_archive_of_an_older_version_is_brought_up_to_date(
    database: str, postgres: Postgres, tmp_path: Path
) -> None:
    for home in ("shared", *(f"services/{service}" for service in migrations.SERVICES)):
        if (ROOT / home / "migrations").exists():
            shutil.copytree(ROOT / home / "migrations", tmp_path / "old" / home / "migrations")
    *_, newest = sorted((tmp_path / "old/services/rooms/migrations/tenant").glob("*.sql"))
    newest.unlink()
    await migrations.migrate(database, PASSWORDS, tmp_path / "old")
    agency = AgencyId(new_id())
    async with at(database, (tmp_path / "objects").as_uri()) as place:
        async with place.change() as connection:
            await migrations.create_tenant(connection, agency, tmp_path / "old")
            await connection.execute("INSERT INTO platform.agency VALUES ($1, 'Old')", agency)
        await exporting.export(place, agency, tmp_path / "old.tar.gz")
    async with elsewhere(postgres, tmp_path / "other") as there:
        await importing.take_in(there, tmp_path / "old.tar.gz")
        async with there.snapshot() as connection:
            ran = await exporting.applied(connection, schema_of(agency))
    assert newest.name in {a.file for a in ran}


async def test_an_archive_of_a_newer_version_is_refused(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    file = tmp_path / "newer.tar.gz"
    manifest = await exporting.export(place, offices[0].id, file)
    ran = (*manifest.migrations, msgspec.structs.replace(manifest.migrations[0], file="9_new.sql"))
    with pytest.raises(Refused, match=r"9_new\.sql"):
        importing.history(msgspec.structs.replace(manifest, migrations=ran))


async def test_who_is_here_already_is_refused_and_stays(
    place: Installation, offices: Offices, tmp_path: Path
) -> None:
    ours, _ = offices
    before = await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    with pytest.raises(Refused, match="here already"):
        await importing.take_in(place, tmp_path / "ours.tar.gz")
    with pytest.raises(Refused, match="there already"):
        await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    after = await exporting.export(place, ours.id, tmp_path / "again.tar.gz")
    assert contents(after) == contents(before)


@pytest.mark.parametrize("damage", ["altered", "lost", "added", "cut", "no archive"])
async def test_a_damaged_archive_changes_nothing(
    damage: str, place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    file, out = tmp_path / "ours.tar.gz", tmp_path / "out"
    await exporting.export(place, offices[0].id, file)
    unpack(file, out)
    victim = out / "tables" / "agency.guest.csv"
    match damage:
        case "altered":
            victim.write_bytes(victim.read_bytes().replace(b"Ana", b"Eva"))
        case "lost":
            victim.unlink()
        case "added":
            (out / "tables" / "more.csv").write_bytes(b"x")
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:-200])
    elif damage == "no archive":
        file.write_bytes(b"no archive")
    else:
        with tarfile.open(file, "w:gz") as tar:
            tar.add(out, arcname=".")
    async with elsewhere(postgres, tmp_path / "other") as there:
        with pytest.raises(ArchiveDamaged):
            await importing.take_in(there, file)
        async with there.snapshot() as connection:
            assert await connection.fetchval("SELECT count(*) FROM platform.tenant") == 0


async def test_a_deleted_agency_is_gone_and_its_neighbour_is_not(
    place: Installation, offices: Offices, tmp_path: Path
) -> None:
    ours, neighbour = offices
    before = await exporting.export(place, neighbour.id, tmp_path / "before.tar.gz")
    await deleting.delete(place, ours.id, "Ours")
    after = await exporting.export(place, neighbour.id, tmp_path / "after.tar.gz")
    assert contents(after) == contents(before)
    async with place.snapshot() as connection:
        assert not await connection.fetchval("SELECT to_regnamespace($1)", schema_of(ours.id))
        assert not await connection.fetchval(
            "SELECT count(*) FROM pg_roles WHERE rolname = $1", role_of("gateway", ours.id)
        )
        for table in await tables.of_no_agency(connection):
            if "agency_id" in table.columns:
                found = f"SELECT count(*) FROM {table.quoted} WHERE agency_id = $1"
                assert await connection.fetchval(found, ours.id) == 0, table.label
    assert [key async for key in place.objects.keys(ours.id.hex)] == []
    with pytest.raises(Refused, match="no agency"):
        await deleting.delete(place, ours.id, "Ours")


async def test_what_is_written_as_an_agency_is_deleted_leaves_nothing(
    place: Installation, offices: Offices
) -> None:
    """A line of its log would wait for its seal for ever. The neighbour's go on waiting."""
    ours, neighbour = offices
    async with asyncio.TaskGroup() as group, Database(place.pool, "gateway").tenant(ours.id) as tx:
        await note_by_system(tx, "deleted", "production", None)
        group.create_task(deleting.apply_tombstone(place, ours.id))
        await eventually(lambda: place.pool.fetchval(_WAITS_FOR, f"{ours.schema}.audit"), bool)
    waiting = await place.pool.fetch("SELECT DISTINCT agency_id FROM gateway.audit_unsealed")
    assert [row["agency_id"] for row in waiting] == [neighbour.id]


async def test_what_is_imported_after_its_deletion_is_wanted_again(
    place: Installation, offices: Offices, tmp_path: Path
) -> None:
    ours, _ = offices
    await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    await deleting.delete(place, ours.id, "Ours")
    assert [tombstone.id for tombstone in await tombstones.all_of(place.objects)] == [ours.id]
    await importing.take_in(place, tmp_path / "ours.tar.gz")
    assert await tombstones.all_of(place.objects) == []


async def test_deletion_must_be_meant_and_nothing_may_still_be_paid_for(
    place: Installation, offices: Offices
) -> None:
    ours, _ = offices
    with pytest.raises(Refused, match="is called"):
        await deleting.delete(place, ours.id, "Mine")
    async with place.change() as connection:
        await connection.execute(
            """INSERT INTO platform.subscription (production_id, agency_id, stripe_id, plan, status,
                started_at, period_ends_at) VALUES ($1, $2, 'sub_1', 'short', 'active', now(),
                now())""",
            new_id(),
            ours.id,
        )
    with pytest.raises(Refused, match="cancel them first"):
        await deleting.delete(place, ours.id, "Ours")
    assert [key async for key in place.objects.keys(ours.id.hex)]


async def test_every_shared_table_says_whose_its_rows_are(
    place: Installation, offices: Offices
) -> None:
    """A table without `agency_id` or a person would be in no archive, and outlive a deletion."""
    async with place.snapshot() as connection:
        found = await tables.of_no_agency(connection)
    odd = {
        table.label for table in found if not {"agency_id", "person_id", "email"} & {*table.columns}
    }
    assert odd <= NOBODYS, "give it an `agency_id`, or say here why it has none"
    assert {*STAYS, *LEDGER} <= {table.label for table in found}


async def test_a_broken_off_import_leaves_nothing(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    """Somebody has the address here under another id: all of it is refused."""
    await exporting.export(place, offices[0].id, tmp_path / "ours.tar.gz")
    async with elsewhere(postgres, tmp_path / "other") as there:
        async with there.change() as connection:
            await connection.execute(
                "INSERT INTO platform.person (id, email) VALUES ($1, 'olivia@office.test')",
                new_id(),
            )
        with pytest.raises(Refused, match=r"olivia@office\.test"):
            await importing.take_in(there, tmp_path / "ours.tar.gz")
        async with there.snapshot() as connection:
            with pytest.raises(asyncpg.UndefinedTableError):
                await connection.fetch(f"SELECT id FROM {offices[0].schema}.production")
