"""`python -m services.gateway.platform.audit verify`: reads the log of every agency, and
looks whether it is whole.

Prints a JSON line for each agency: what is broken, which lines are in no seal yet, and the newest
seal's number and hash. The gateway's own log has these every hour, which shows whether seals were
cut off at the end. Ends with 1 where a log is broken.
"""

import asyncio
import sys

import msgspec

from services.gateway.platform.audit import store, verification
from services.gateway.platform.audit.verification import Verdict
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
            async with database.tenant(agency, one_moment=True) as tx:
                found.append((agency, await verification.verify(tx)))
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
    return 1 if any(each.broken for _, each in found) else 0


if __name__ == "__main__":
    if sys.argv[1:] != ["verify"]:
        sys.exit(_USAGE)
    log.configure("audit")
    sys.exit(asyncio.run(_main()))
