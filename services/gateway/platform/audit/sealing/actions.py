"""Seals what is committed: each line once, and none is passed over.

A line and its entry on the list of what is to be sealed become visible together, when the
transaction that wrote them commits, however late that is; the seal and the removal of the entries
are one transaction too. So nothing depends on clocks, on the order in which transactions end, or on
where a process dies.
"""

from services.gateway.platform.audit.sealing import store
from services.gateway.platform.audit.sealing.model import DUTY, LOCKED_S, MOST_LINES, Seal
from shared import log
from shared.ids import AgencyId
from shared.tenancy import Database

logger = log.get(__name__)


async def seal(database: Database, agency: AgencyId) -> int:
    """Seal lines of an agency that wait, at most `MOST_LINES`; return how many were on the list.

    Raises:
        asyncpg.UniqueViolationError: another process sealed at the same moment; nothing was done.
        asyncpg.LockNotAvailableError: somebody has locked the agency's log; nothing was done.
    """
    async with database.tenant(agency, duty=DUTY) as tx:
        await store.wait_for_locks(tx, LOCKED_S)
        ids = await store.take_off(tx, agency, MOST_LINES)
        lines = await store.lines(tx, ids)
        if gone := set(ids) - {line.id for line in lines}:
            removed = sorted(map(str, gone))
            logger.error("audit lines were removed", agency=str(agency), lines=removed)
        if lines:
            await store.add(tx, Seal.over(lines, await store.head(tx), await store.now(tx)))
    return len(ids)
