"""Alarms where lines wait too long for their seal; in every gateway, for the sealer may be dead."""

import asyncio
import time
from collections.abc import Callable
from uuid import UUID

import asyncpg
from prometheus_client import Gauge

from services.gateway.platform.audit.sealing import store
from services.gateway.platform.audit.sealing.model import Unsealed
from shared import log
from shared.tenancy import Database

ALARM_S = 10.0
LOOK_EVERY_S = 2.0

logger = log.get(__name__)
waiting = Gauge("callboard_audit_unsealed", "Lines of audit logs that wait for their seal.")
longest = Gauge("callboard_audit_unsealed_seconds", "How long one of them was seen to wait.")


class SealAlarm:
    """`run` until cancelled. A line waits from when it is first seen: how long its transaction was
    open before is nobody's fault. `clock` is in seconds, and only goes on.

    Two lines are watched until they are sealed: the oldest, which is stuck if anything is, and one
    that was the newest when it was chosen, for a sealer that is behind seals the oldest ones.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._watched: UUID | None = None
        self._since: dict[UUID, float] = {}

    async def run(self) -> None:
        while True:
            try:
                await self.look()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("seals not looked at", error=str(error))
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Look once: log an error where a line waits for longer than `ALARM_S`."""
        async with self._database.platform() as tx:
            found = await store.unsealed(tx, self._watched)
        seconds = self._longest(found, self._clock())
        waiting.set(found.lines)
        longest.set(seconds)
        if seconds > ALARM_S:
            logger.error(
                "audit lines wait for their seal",
                agency=str(found.agency_id),
                lines=found.lines,
                seconds=round(seconds),
            )

    def _longest(self, found: Unsealed, now: float) -> float:
        """Note what is watched now; return how long one of these was seen to wait."""
        lines = [line for line in (found.oldest, found.watched) if line]
        self._watched = found.watched
        self._since = {line: self._since.get(line, now) for line in lines}
        return max((now - since for since in self._since.values()), default=0.0)
