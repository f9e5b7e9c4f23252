"""An agency arrives while all others work on: nobody waits for its rows, nor for its files."""

from pathlib import Path

import pytest

from infra.archives import exporting, importing
from infra.archives.errors import Refused
from infra.archives.installation import Installation
from infra.archives.packing import unpack
from infra.embedded.postgres import Postgres
from shared import migrations
from shared.ids import new_id
from shared.objects import Objects
from shared.tenancy import schema_of
from tests.integration.archives.conftest import Office, elsewhere

Offices = tuple[Office, Office]

_OPEN = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"""
_RUNS_ON_INSERT = """SELECT DISTINCT t.tgname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgtype & 4 = 4 AND n.nspname !~ '^agency_'"""
# They notify, refuse an agency's role what is not its own, or say `scheduled` of a job for later.
_HARMLESS = {
    "outbox_written", "mail_queued", "check_mail_owner", "webhook_due", "job_enqueued",
    "job_is_scheduled",
}  # fmt: skip


async def test_others_write_while_rows_come_in(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    ours, neighbour = offices
    await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    manifest = unpack(tmp_path / "ours.tar.gz", tmp_path / "out")
    async with elsewhere(postgres, tmp_path / "other") as there, there.change() as arriving:
        ran = importing.history(manifest)
        await migrations.create_tenant(arriving, ours.id, files=ran)
        await importing.load(arriving, list(manifest.tables), tmp_path / "out", schema_of(ours.id))
        async with there.change() as other:
            await other.execute("SET LOCAL lock_timeout = '1s'")
            job = await other.execute(
                """INSERT INTO gateway.job (id, agency_id, kind, payload)
                VALUES ($1, $2, 'test', '{}')""",
                new_id(),
                neighbour.id,
            )
            line = await other.execute(
                "INSERT INTO gateway.audit_unsealed (agency_id, line_id) VALUES ($1, $2)",
                neighbour.id,
                new_id(),
            )
        assert (job, line) == ("INSERT 0 1", "INSERT 0 1"), "while the others are not committed"


async def test_what_runs_on_rows_that_come_into_shared_tables_changes_no_others(
    place: Installation, offices: Offices
) -> None:
    async with place.snapshot() as connection:
        found = {row["tgname"] for row in await connection.fetch(_RUNS_ON_INSERT)}
    assert found <= _HARMLESS, "it runs on rows of archives: say here that it may"


class Watched(Objects):
    """An object store that counts the transactions that are open while a file comes in."""

    def __init__(self, url: str, place: Installation) -> None:
        super().__init__(url)
        self._place = place
        self.open: list[int] = []

    async def put(self, key: str, content: bytes | Path) -> None:
        async with self._place.pool.acquire() as connection:
            self.open.append(await connection.fetchval(_OPEN))
        await super().put(key, content)


async def test_no_transaction_is_open_while_files_come_in(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    await exporting.export(place, offices[0].id, tmp_path / "ours.tar.gz")
    async with elsewhere(postgres, tmp_path / "other") as there:
        there.objects = watched = Watched((tmp_path / "other").as_uri(), there)
        await importing.take_in(there, tmp_path / "ours.tar.gz")
    assert watched.open == [0, 0]


async def test_files_of_a_refused_import_do_not_stay(
    place: Installation, offices: Offices, postgres: Postgres, tmp_path: Path
) -> None:
    """Those that were there before do, and those of an agency that is here."""
    ours, _ = offices
    await exporting.export(place, ours.id, tmp_path / "ours.tar.gz")
    async with elsewhere(postgres, tmp_path / "other") as there:
        await there.objects.put(ours.recording, b"before")
        async with there.change() as connection:
            await connection.execute(
                "INSERT INTO platform.person (id, email) VALUES ($1, 'olivia@office.test')",
                new_id(),
            )
        with pytest.raises(Refused):
            await importing.take_in(there, tmp_path / "ours.tar.gz")
        assert [key async for key in there.objects.keys(ours.id.hex)] == [ours.recording]
    with pytest.raises(Refused):
        await importing.take_in(place, tmp_path / "ours.tar.gz")
    assert len([key async for key in place.objects.keys(ours.id.hex)]) == 2
