"""A backup is restored on a real server; what was deleted since stays deleted."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest

from infra.archives import backup, deleting, erasing, exporting
from infra.archives.errors import ArchiveDamaged, Refused
from infra.archives.installation import Installation
from infra.embedded.postgres import Postgres
from shared import tombstones
from shared.tenancy import EVERY_PRODUCTION, role_of, showing
from shared.tombstones import Tombstone
from tests.integration.archives.conftest import ACTOR, Office, elsewhere
from tests.integration.archives.test_agency_archives import contents

Offices = tuple[Office, Office]


def tell(_: str) -> None:
    """Say nothing of the progress."""


async def test_everything_comes_back(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    ours, _ = offices
    assert await backup.back_up(place, tmp_path / "backup", tell) == 2
    left = [await exporting.export(place, o.id, tmp_path / f"{o.id}.tar.gz") for o in offices]
    async with elsewhere(postgres, tmp_path / "other") as there:
        assert await backup.restore(there, tmp_path / "backup", tell) == 2
        for office, was in zip(offices, left, strict=True):
            back = await exporting.export(there, office.id, tmp_path / f"{office.id}-back.tar.gz")
            assert contents(back) == contents(was)
            assert len(back.objects) == 2
        async with there.change() as connection:
            await connection.execute(f'SET LOCAL ROLE "{role_of("gateway", ours.id)}"')
            await connection.execute(showing(EVERY_PRODUCTION))
            title = await connection.fetchval(f"SELECT title FROM {ours.schema}.production")
    assert title == 'Twelfth "Night",\n a play'


async def test_a_backup_is_of_one_moment(
    place: Installation, offices: Offices, database: str, postgres: Postgres, tmp_path: Path
) -> None:
    """What is written after the first agency was is in none of the parts that follow."""
    last = offices[1]

    async def write() -> None:
        connection = await asyncpg.connect(database)
        await connection.execute(
            "UPDATE platform.agency SET name = 'Later';"
            f" UPDATE {last.schema}.production SET title = 'Later'"
        )
        await connection.close()

    def write_meanwhile(_: str) -> None:
        with ThreadPoolExecutor() as beside:
            beside.submit(asyncio.run, write()).result()

    await backup.back_up(place, tmp_path / "backup", write_meanwhile)
    async with elsewhere(postgres, tmp_path / "other") as there:
        await backup.restore(there, tmp_path / "backup", tell)
        async with there.snapshot() as connection:
            names = await connection.fetch("SELECT name FROM platform.agency")
            title = await connection.fetchval(f"SELECT title FROM {last.schema}.production")
    assert {row["name"] for row in names} == {office.name for office in offices}
    assert title != "Later"


async def test_what_was_deleted_since_stays_deleted(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    ours, neighbour = offices
    await backup.back_up(place, tmp_path / "backup", tell)
    await deleting.delete(place, ours.id, "Ours")
    await erasing.erase(place, ACTOR)
    async with elsewhere(postgres, tmp_path / "objects") as there:  # the same object store
        await backup.restore(there, tmp_path / "backup", tell)
        async with there.snapshot() as connection:
            left = await connection.fetch("SELECT id FROM platform.agency")
            guest = await connection.fetchrow(f"SELECT name, email FROM {neighbour.schema}.guest")
        kept = [key async for key in there.objects.keys(neighbour.id.hex)]
    assert [row["id"] for row in left] == [neighbour.id]
    assert guest
    assert (guest["name"], guest["email"]) == ("Erased", "erased@erased.invalid")
    assert kept == []


async def test_a_production_that_was_deleted_since_stays_deleted(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    ours, neighbour = offices
    await backup.back_up(place, tmp_path / "backup", tell)
    async with place.snapshot() as connection:
        production = await connection.fetchval(f"SELECT id FROM {ours.schema}.production")
    tombstone = Tombstone(kind="production", id=production, agency_id=ours.id)
    await tombstones.set_up(place.objects, tombstone)
    async with elsewhere(postgres, tmp_path / "objects") as there:  # the same object store
        await backup.restore(there, tmp_path / "backup", tell)
        kept = {key async for key in there.objects.keys(ours.id.hex)}
        async with there.snapshot() as connection:
            for table in ("production", "guest", "take", "recording", "consent"):
                counted = "SELECT count(*) FROM {}." + table
                assert await connection.fetchval(counted.format(ours.schema)) == 0, table
                assert await connection.fetchval(counted.format(neighbour.schema)) == 1, table
            assert await connection.fetchval(f"SELECT count(*) FROM {ours.schema}.audit") == 2
    assert ours.recording not in kept
    assert neighbour.recording in {key async for key in place.objects.keys(neighbour.id.hex)}


async def test_who_was_removed_is_removed_again_after_a_restore(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    ours, neighbour = offices
    picture = f"{ours.id.hex}/photos/x.jpg"
    await place.objects.put(picture, b"a picture")
    async with place.change() as connection:
        for schema in (ours.schema, neighbour.schema):
            await connection.execute(
                f"""INSERT INTO {schema}.talent (id, name) VALUES ('{ours.id}', 'Ana Silva');
                INSERT INTO {schema}.talent_photo
                    (id, talent_id, file_name, object_key, width, height, position)
                VALUES ('{ours.id}', '{ours.id}', 'x', '{picture}', 2, 3, 1)"""
            )
    await backup.back_up(place, tmp_path / "backup", tell)
    tombstone = Tombstone(kind="talent", id=ours.id, agency_id=ours.id)
    await tombstones.set_up(place.objects, tombstone)
    async with elsewhere(postgres, tmp_path / "objects") as there:  # the same object store
        await backup.restore(there, tmp_path / "backup", tell)
        async with there.snapshot() as connection:
            for schema, left in ((ours.schema, 0), (neighbour.schema, 1)):
                for table in ("talent", "talent_photo"):
                    counted = f"SELECT count(*) FROM {schema}.{table}"
                    assert await connection.fetchval(counted) == left, table
        assert picture not in {key async for key in there.objects.keys(ours.id.hex)}


async def test_a_restore_wants_an_empty_database_and_a_whole_backup(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    await backup.back_up(place, folder, tell)
    with pytest.raises(Refused, match="is not empty"):
        await backup.back_up(place, folder, tell)
    with pytest.raises(Refused, match="has agencies"):
        await backup.restore(place, folder, tell)
    (folder / f"agency-{offices[1].id.hex}.tar.gz").unlink()
    async with elsewhere(postgres, tmp_path / "other") as there:
        with pytest.raises(ArchiveDamaged, match="1 agency is missing"):
            await backup.restore(there, folder, tell)
        async with there.snapshot() as connection:
            assert await connection.fetchval("SELECT count(*) FROM platform.agency") == 0
