"""`./infra/data`: agencies, people and the whole database, moved and deleted by an operator.

The records are those of DATABASE_URL and OBJECT_STORE_URL; without them, of the house that
`./infra/up` runs from `.callboard`.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import asyncpg
import cyclopts

from infra.archives import backup, deleting, erasing, exporting, importing, people
from infra.archives.errors import Refused
from infra.archives.installation import Installation, at
from infra.embedded import secrets
from infra.embedded.data_folder import DataFolder
from infra.embedded.service_config import ROOT, passwords_of
from shared.ids import AgencyId
from shared.migrations import ChecksumChanged, ExtensionsMissing, MigrationsFailed, migrate

T = TypeVar("T")
app = cyclopts.App(name="infra/data", help=__doc__)


@app.command(name="export")
def export_agency(agency: UUID, file: Path) -> None:
    """Write an agency as one archive: its rows at one moment, and its files.

    Parameters
    ----------
    agency: its id.
    file: the archive to write, a new `.tar.gz`.
    """
    manifest = _run(lambda place: exporting.export(place, AgencyId(agency), file))
    rows = sum(table.rows for table in manifest.tables)
    print(f"{manifest.title}: {rows} rows and {len(manifest.objects)} files in {file}")


@app.command(name="import")
def import_agency(file: Path) -> None:
    """Make an agency from its archive, where it is not yet."""
    manifest = _run(lambda place: importing.take_in(place, file))
    print(f"{manifest.title} is here as {manifest.subject}")


@app.command(name="delete")
def delete_agency(agency: UUID, *, name: str) -> None:
    """Delete an agency for good, with everything of it.

    Parameters
    ----------
    agency: its id.
    name: its name, to show that it is meant.
    """
    _run(lambda place: deleting.delete(place, AgencyId(agency), name))
    print(f"{name} is deleted")


@app.command
def export_person(email: str, file: Path) -> None:
    """Write everything that is kept about somebody, for them."""
    manifest = _run(lambda place: people.export(place, email, file))
    print(f"what is kept about {manifest.title} is in {file}")


@app.command
def erase_person(email: str) -> None:
    """Erase somebody: their account, and their name and recordings wherever they were a guest."""
    subject = _run(lambda place: erasing.erase(place, email))
    print(f"{subject.email} is erased, also as a guest of {len(subject.guests)} agencies")


@app.command(name="backup")
def back_up(folder: Path) -> None:
    """Write everything into a new folder, as it is at one moment."""
    count = _run(lambda place: backup.back_up(place, folder, _print_line))
    print(f"{count} agencies are in {folder}")


@app.command
def restore(folder: Path) -> None:
    """Fill an empty database from a backup, then delete again what was deleted since."""

    async def act(place: Installation) -> int:
        database_url, _ = _addresses()
        await migrate(
            database_url,
            passwords_of(secrets.load(DataFolder(ROOT / ".callboard").keys)),
            contract=True,
        )
        return await backup.restore(place, folder, _print_line)

    count = _run(act)
    print(f"{count} agencies are back")


def _run(act: Callable[[Installation], Awaitable[T]]) -> T:
    async def run() -> T:
        async with at(*_addresses()) as place:
            return await act(place)

    try:
        return asyncio.run(run())
    except (Refused, MigrationsFailed, ChecksumChanged, ExtensionsMissing) as error:
        sys.exit(f"infra/data: {error}")
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        sys.exit(f"infra/data: {error}")


def _addresses() -> tuple[str, str]:
    """Return the addresses of the database and of the object store."""
    folder = DataFolder(ROOT / ".callboard")
    running = folder.running()
    database = os.environ.get("DATABASE_URL") or (running.database_url if running else "")
    if not database:
        raise Refused("run ./infra/up beside this, or set DATABASE_URL and OBJECT_STORE_URL")
    embedded = running.object_store_url if running else folder.objects.as_uri()
    return database, os.environ.get("OBJECT_STORE_URL") or embedded


def _print_line(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    app()
