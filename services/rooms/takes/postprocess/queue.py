"""The queue of takes to be post-processed: `platform.postprocess_job`, worked on under leases.

The event only puts a take here, in the consumer's short transaction. Whoever claims it works as
long as it takes and renews the claim meanwhile; a worker that dies loses it to another.
"""

import msgspec

from shared.events.rooms import TakeRecorded
from shared.ids import AgencyId, TakeId
from shared.tenancy import Connection, Database

LEASE_S = 30
RENEW_EVERY_S = 10.0


class Claim(msgspec.Struct, frozen=True):
    """A right to process one take. `tries` counts this one."""

    take_id: TakeId
    agency_id: AgencyId
    tries: int


async def add(tx: Connection, event: TakeRecorded) -> None:
    """Put a take into the queue; in the platform's transaction."""
    await tx.execute(
        """INSERT INTO platform.postprocess_job (take_id, agency_id) VALUES ($1, $2)
        ON CONFLICT (take_id) DO NOTHING""",
        event.take_id,
        event.agency_id,
    )


async def claim(database: Database, worker: str) -> Claim | None:
    """Claim the take that has waited longest and that nobody works on; None when there is none."""
    async with database.platform() as tx:
        row = await tx.fetchrow(
            """UPDATE platform.postprocess_job SET claimed_by = $1, tries = tries + 1,
                claimed_until = now() + make_interval(secs => $2)
            WHERE take_id = (
                SELECT take_id FROM platform.postprocess_job
                WHERE claimed_until IS NULL OR claimed_until < now()
                ORDER BY wanted_at LIMIT 1 FOR UPDATE SKIP LOCKED
            ) RETURNING take_id, agency_id, tries""",
            worker,
            LEASE_S,
        )
    return Claim(**row) if row else None


async def renew(database: Database, claim: Claim, worker: str) -> bool:
    """Renew a claim; False when another worker has it by now."""
    async with database.platform() as tx:
        return bool(
            await tx.fetchval(
                """UPDATE platform.postprocess_job
                SET claimed_until = now() + make_interval(secs => $3)
                WHERE take_id = $1 AND claimed_by = $2 RETURNING true""",
                claim.take_id,
                worker,
                LEASE_S,
            )
        )


async def give_back(database: Database, worker: str) -> None:
    """Release all claims of a worker that stops; they do not count as tries."""
    async with database.platform() as tx:
        await tx.execute(
            """UPDATE platform.postprocess_job SET claimed_by = NULL, claimed_until = NULL,
                tries = tries - 1 WHERE claimed_by = $1""",
            worker,
        )


async def done(database: Database, claim: Claim) -> None:
    """Remove a take from the queue."""
    async with database.platform() as tx:
        await tx.execute("DELETE FROM platform.postprocess_job WHERE take_id = $1", claim.take_id)
