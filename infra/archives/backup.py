"""The whole database as it was at one moment, as a folder of archives; and back.

One archive for what all agencies share and one for each agency, because no single transaction can
lock the tables of many hundred schemas.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.archives import deleting, erasing, exporting, importing, selecting, subject
from infra.archives.errors import ArchiveDamaged, Refused
from infra.archives.installation import Installation
from infra.archives.manifest import Applied, Manifest
from infra.archives.packing import Writer, unpack
from shared import tombstones
from shared.ids import AgencyId
from shared.migrations import PLATFORM, contracts
from shared.tombstones import Tombstone

SHARED = "shared.tar.gz"
Progress = Callable[[str], None]


async def back_up(place: Installation, folder: Path, tell: Progress) -> int:
    """Write a backup into a new folder; return how many agencies are in it.

    Raises:
        Refused: there is something in the folder already.
    """
    _make(folder)
    async with place.snapshot() as connection:
        moment: str = await connection.fetchval("SELECT pg_export_snapshot()")
        agencies = await subject.agencies(connection)
        for number, agency in enumerate(agencies, 1):
            await exporting.export(place, AgencyId(agency), _archive(folder, agency.hex), moment)
            tell(f"{number} of {len(agencies)} agencies")
        # Last, so that a folder with it is whole.
        await _write_shared(place, folder / SHARED, moment, agencies=[a.hex for a in agencies])
    return len(agencies)


async def restore(place: Installation, folder: Path, tell: Progress) -> int:
    """Fill a migrated, empty database from a backup, then delete again what was deleted since.

    Raises:
        Refused: the database has agencies, or the backup is of another version.
        ArchiveDamaged
    """
    agencies = await _read_shared(place, folder / SHARED)
    for number, agency in enumerate(agencies, 1):
        await importing.take_in(place, _archive(folder, agency), rows_of_all=False)
        tell(f"{number} of {len(agencies)} agencies")
    for tombstone in await tombstones.all_of(place.objects):
        await _bury_again(place, tombstone)
    return len(agencies)


async def _bury_again(place: Installation, tombstone: Tombstone) -> None:
    if tombstone.kind == "agency":
        await deleting.apply_tombstone(place, tombstone.id)
    elif tombstone.kind == "person":
        await erasing.erase_again(place, tombstone)
    elif tombstone.kind == "talent" and tombstone.agency_id:
        await deleting.apply_talent_tombstone(place, tombstone.agency_id, tombstone.id)
    elif tombstone.agency_id:
        await deleting.apply_production_tombstone(place, tombstone.agency_id, tombstone.id)


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise Refused(f"{folder} is not empty; name a new one")


async def _write_shared(place: Installation, path: Path, moment: str, agencies: list[str]) -> None:
    with TemporaryDirectory(prefix="callboard-") as name, Writer(path) as writer:
        scratch = Path(name)
        async with place.snapshot(moment) as connection:
            selected = await selecting.of_installation(connection)
            tombstone_keys = [key async for key in place.objects.keys(tombstones.FOLDER)]
            manifest = Manifest(
                kind="platform",
                agencies=tuple(agencies),
                made_at=datetime.now(UTC),
                migrations=await exporting.applied(connection, PLATFORM),
                tables=await exporting.pack_tables(connection, selected, writer, scratch),
                objects=await exporting.pack_objects(
                    place.objects, tombstone_keys, writer, scratch
                ),
            )
        writer.finish(manifest, scratch)


def _look_for(agencies: tuple[str, ...], folder: Path) -> None:
    missing = [a for a in agencies if not _archive(folder, a).exists()]
    if missing:
        noun = "agency is" if len(missing) == 1 else "agencies are"
        raise ArchiveDamaged(f"{len(missing)} {noun} missing in {folder}: {', '.join(missing)}")


def _archive(folder: Path, agency: str) -> Path:
    return folder / f"agency-{agency}.tar.gz"


def _shape(applied: Sequence[Applied]) -> set[Applied]:
    """Leave out what contracts: a backup may be of a moment in the middle of a rollout."""
    return {each for each in applied if not contracts(each.file)}


async def _read_shared(place: Installation, path: Path) -> tuple[str, ...]:
    """Load what all share; return the agencies that belong to it."""
    with TemporaryDirectory(prefix="callboard-") as name:
        scratch = Path(name)
        manifest = unpack(path, scratch)
        if manifest.kind != "platform":
            raise ArchiveDamaged(f"{path} is not what a backup begins with")
        _look_for(manifest.agencies, path.parent)
        async with place.change() as connection:
            if await subject.agencies(connection):
                raise Refused("this database has agencies; restore into an empty one")
            if _shape(manifest.migrations) != _shape(await exporting.applied(connection, PLATFORM)):
                raise Refused("the backup is of another version; restore it with that one first")
            await importing.load(connection, list(manifest.tables), scratch)
        for item in manifest.objects:
            await place.objects.put(item.key, scratch / item.file.name)
    return manifest.agencies
