"""Leases on takes: `platform.recording_lease`. A node renews the leases of what it records or
stores; a take whose lease has expired is lost with its machine, and given up.

It is not final: when the machine comes back, its takes are taken over and stored after all.
"""

from collections.abc import Mapping

import msgspec

from services.rooms.takes.storage import store
from shared import log
from shared.ids import AgencyId, TakeId
from shared.tenancy import AgencyNotFound, Database

RENEW_EVERY_S = 60.0
LOST_AFTER_S = 600
MOST_AT_ONCE = 50
WORDS = "The machine that recorded this take is out of reach. It is saved if that comes back."

logger = log.get(__name__)


class LostTake(msgspec.Struct, frozen=True):
    """A take whose lease has expired."""

    take_id: TakeId
    agency_id: AgencyId


async def renew(database: Database, takes: Mapping[TakeId, AgencyId]) -> None:
    """Renew the leases of these takes."""
    async with database.platform() as tx:
        await tx.execute(
            """INSERT INTO platform.recording_lease (take_id, agency_id)
            SELECT unnest($1::uuid[]), unnest($2::uuid[])
            ON CONFLICT (take_id) DO UPDATE SET seen_at = now()""",
            list(takes),
            list(takes.values()),
        )


async def release(database: Database, take_id: TakeId) -> None:
    """Release the lease of a take that needs none any more."""
    async with database.platform() as tx:
        await tx.execute("DELETE FROM platform.recording_lease WHERE take_id = $1", take_id)


async def expire(database: Database) -> None:
    """Give up takes whose lease has expired."""
    for lost in await _expired(database):
        try:
            async with database.tenant(lost.agency_id) as tx:
                await store.lost(tx, lost.take_id, WORDS)
        except AgencyNotFound:
            logger.warning("take of no agency expired", take=lost.take_id.hex)
        await release(database, lost.take_id)


async def _expired(database: Database) -> list[LostTake]:
    async with database.platform() as tx:
        rows = await tx.fetch(
            """SELECT take_id, agency_id FROM platform.recording_lease
            WHERE seen_at < now() - make_interval(secs => $1) ORDER BY seen_at LIMIT $2""",
            LOST_AFTER_S,
            MOST_AT_ONCE,
        )
    return [LostTake(**row) for row in rows]
