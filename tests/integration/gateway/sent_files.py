"""Files that were sent, as the rows and the objects of their office show them."""

from typing import Any
from uuid import UUID

from shared.objects import Objects
from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import agency_of, rows_of

_RUN_NOW = """UPDATE gateway.job SET run_at = now()
    WHERE kind = 'uploads.expire' AND payload ->> 'upload_id' = $1"""


def id_of(upload: str) -> UUID:
    """Return the id in the address of an upload."""
    return UUID(upload.rsplit("/", 1)[-1])


def objects_of(installation: Installation) -> Objects:
    return Objects(installation.plan.config.object_store_url)


async def files_of(installation: Installation, office: Office) -> set[str]:
    async with rows_of(installation, office) as rows:
        agency = await agency_of(rows, office)
    return {key async for key in objects_of(installation).keys(agency.hex)}


async def look_for_expired(rows: Any, upload: str) -> None:
    """Have the gateway look now whether an upload was left alone."""
    await rows.execute(_RUN_NOW, str(id_of(upload)))
