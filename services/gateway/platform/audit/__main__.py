"""`python -m services.gateway.platform.audit verify`: reads the log of every agency, and
looks whether it is whole.

Prints a JSON line for each agency; ends with 1 where a log is broken. The last hash is printed too:
kept elsewhere, it shows whether lines were cut off at the end.
"""

import asyncio
import sys

import msgspec

from services.gateway.platform.audit import store
from services.gateway.platform.audit.model import Verdict, verdict
from services.gateway.settings import Settings
from shared import log, settings, tenancy
from shared.ids import AgencyId
from shared.tenancy import AgencyNotFound, Database

_USAGE = "usage: python -m services.gateway.platform.audit verify"


async def verify(database: Database) -> list[tuple[AgencyId, Verdict]]:
    """Read all logs; an agency that is being made or deleted has none."""
    async with database.platform() as tx:
        agencies = await store.agencies(tx)
    found = []
    for agency in agencies:
        try:
            async with database.tenant(agency) as tx:
                found.append((agency, await verdict(store.whole(tx))))
        except AgencyNotFound:
            continue
    return found


async def _main() -> int:
    config = settings.load(Settings)
    database = await tenancy.connect(config.database_url, "gateway", size=1)
    try:
        found = await verify(database)
    finally:
        await database.close()
    for agency, each in found:
        print(msgspec.json.encode({"agency": agency} | msgspec.structs.asdict(each)).decode())
    return 1 if any(each.broken_at for _, each in found) else 0


if __name__ == "__main__":
    if sys.argv[1:] != ["verify"]:
        sys.exit(_USAGE)
    log.configure("audit")
    sys.exit(asyncio.run(_main()))
