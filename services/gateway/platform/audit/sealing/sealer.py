"""The loop that seals, in one gateway at a time, and tells the operator where each log ends.

What is to be done is looked for on one list, twice a second, whatever the number of agencies.
"""

import asyncio
from collections.abc import Iterator

import asyncpg
from prometheus_client import Counter

from services.gateway.platform.audit import store as lines
from services.gateway.platform.audit.sealing import actions, store
from services.gateway.platform.audit.sealing.model import MOST_LINES
from shared import log
from shared.background_tasks import background_tasks
from shared.ids import AgencyId
from shared.leadership import leading
from shared.tenancy import AgencyNotFound, Connection, Database

EVERY_S = 0.5
AT_ONCE = 3
"""Agencies that are sealed beside each other, each on a connection of the gateway's pool."""
HEADS_EVERY_S = 3600
AGAIN_AFTER_S = 1.0
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

logger = log.get(__name__)
sealed = Counter("callboard_audit_sealed", "Lines of audit logs that were sealed.")


class Sealer:
    """`run` until cancelled."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        """Seal for ever; what goes wrong is logged and tried again."""
        while True:
            try:
                async with leading(self._database, "audit sealer") as lead:
                    await self._lead(lead)
            except* _AWAY as errors:
                logger.warning("sealer stumbled", error=str(errors.exceptions[0]))
            await asyncio.sleep(AGAIN_AFTER_S)

    async def _lead(self, lead: Connection) -> None:
        async with background_tasks(self._log_heads()):
            while not lead.is_closed():
                await self.seal_all()
                await asyncio.sleep(EVERY_S)

    async def seal_all(self) -> None:
        """Seal what is committed now, of all agencies."""
        async with self._database.platform() as tx:
            agencies = await store.waiting_agencies(tx)
        left = iter(agencies)
        await asyncio.gather(*(self._seal_each(left) for _ in range(min(AT_ONCE, len(agencies)))))

    async def _seal_each(self, left: Iterator[AgencyId]) -> None:
        for agency in left:
            try:
                await self._seal(agency)
            except (asyncpg.PostgresError, TimeoutError) as error:  # the others are sealed even so
                logger.warning("not sealed", agency=str(agency), error=repr(error))

    async def _seal(self, agency: AgencyId) -> None:
        count = MOST_LINES
        while count == MOST_LINES:
            count = await actions.seal(self._database, agency)
            sealed.inc(count)

    async def _log_heads(self) -> None:
        """Log every hour where each log ends: who rewrites one cannot rewrite that."""
        while True:
            await log_heads(self._database)
            await asyncio.sleep(HEADS_EVERY_S)


async def log_heads(database: Database) -> None:
    async with database.platform() as tx:
        agencies = await lines.agencies(tx)
    for agency in agencies:
        try:
            async with database.tenant(agency) as tx:
                head = await store.head(tx)
        except (AgencyNotFound, asyncpg.UndefinedTableError):  # it is being made or deleted
            continue
        logger.info("audit head", agency=str(agency), seal=head.number, hash=head.hash.hex())
