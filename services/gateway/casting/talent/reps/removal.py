"""Reps and firms of the agency whose transaction it is: hidden, restored, and removed for good."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.talent.reps.model import FirmNotFound, RepNotFound
from services.gateway.web.desk import Office
from shared.ids import AgencyId, RepFirmId, RepId
from shared.tenancy import Connection


async def hide_rep(office: Office, rep_id: RepId) -> None:
    await office.connection.execute(
        "UPDATE rep SET deleted_at = $2, version = version + 1 WHERE id = $1", rep_id, office.now
    )


async def hide_firm(office: Office, firm_id: RepFirmId) -> None:
    await office.connection.execute(
        "UPDATE rep_firm SET deleted_at = $2, version = version + 1 WHERE id = $1",
        firm_id,
        office.now,
    )


async def restore_rep(office: Office, rep_id: UUID) -> None:
    """Raises RepNotFound: they are not in the bin."""
    if not await office.connection.fetchval(
        """UPDATE rep SET deleted_at = NULL, version = version + 1
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING true""",
        rep_id,
    ):
        raise RepNotFound


async def restore_firm(office: Office, firm_id: UUID) -> None:
    """Raises FirmNotFound: it is not in the bin."""
    if not await office.connection.fetchval(
        """UPDATE rep_firm SET deleted_at = NULL, version = version + 1
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING true""",
        firm_id,
    ):
        raise FirmNotFound


async def forget_rep(connection: Connection, _: AgencyId, rep_id: UUID) -> Sequence[str]:
    """Remove a rep; who was told through them is told themselves from now on."""
    await connection.execute(
        """UPDATE candidate SET rep_id = NULL,
            told_through = CASE WHEN told_through IN ('rep', 'both') THEN 'person'
                ELSE told_through END
        WHERE rep_id = $1""",
        rep_id,
    )
    await connection.execute("UPDATE guest SET rep_id = NULL WHERE rep_id = $1", rep_id)
    await connection.execute("DELETE FROM rep WHERE id = $1", rep_id)
    return ()


async def forget_firm(connection: Connection, _: AgencyId, firm_id: UUID) -> Sequence[str]:
    """Remove a firm; its reps are on their own from now on."""
    await connection.execute("UPDATE rep SET firm_id = NULL WHERE firm_id = $1", firm_id)
    await connection.execute("DELETE FROM rep_firm WHERE id = $1", firm_id)
    return ()
