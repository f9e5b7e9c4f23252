"""Files of an agency that arrives."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from infra.archives import selecting
from infra.archives.installation import Installation
from infra.archives.manifest import ObjectFile
from shared.ids import AgencyId


@asynccontextmanager
async def arriving(
    place: Installation, agency: AgencyId, files: Sequence[ObjectFile], scratch: Path
) -> AsyncIterator[None]:
    """Put an archive's files into the object store, before the block brings its rows in: many
    gigabytes are for no transaction. Where the block fails, those that are new are deleted.
    """
    before = {key async for key in place.objects.keys(agency.hex)}
    try:
        for each in files:
            await place.objects.put(each.key, scratch / each.file.name)
        yield
    except BaseException:
        if not await _is_here(place, agency):
            for key in {each.key for each in files} - before:
                await place.objects.delete(key)
        raise


async def _is_here(place: Installation, agency: AgencyId) -> bool:
    """Whether another import has brought the agency meanwhile: the files are its own then."""
    async with place.snapshot() as connection:
        return await selecting.title_of(connection, agency) is not None
