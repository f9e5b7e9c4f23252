"""Talent of the agency whose transaction it is that is archived, deleted or on legal hold."""

from datetime import datetime
from uuid import UUID

from services.gateway.casting.talent.bin.model import Hold, HoldOf
from services.gateway.casting.talent.model import TalentNotFound
from services.gateway.web.desk import Desk, Office
from shared.ids import TalentId
from shared.tenancy import Connection


async def archive(office: Office, talent_id: TalentId, *, archived: bool) -> bool:
    """Put somebody aside, or take them up again; False where they are so already."""
    return bool(
        await office.connection.fetchval(
            """UPDATE talent SET archived_at = $2, version = version + 1
            WHERE id = $1 AND (archived_at IS NULL) = ($2::timestamptz IS NOT NULL)
            RETURNING true""",
            talent_id,
            office.now if archived else None,
        )
    )


async def has_takes_or_answers(office: Office, talent_id: TalentId) -> bool:
    """Whether somebody was recorded, or was sent an answer."""
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM answer JOIN candidate c ON c.id = answer.candidate_id
                WHERE c.talent_id = $1 AND answer.status = 'sent')
            OR EXISTS (SELECT FROM guest g JOIN rooms_take_v1 t ON t.session_id = g.session_id
                JOIN rooms_recording_v1 r ON r.take_id = t.id AND r.who = 'guest:' || g.id
                WHERE g.talent_id = $1)""",
            talent_id,
        )
    )


async def hide(office: Office, talent_id: TalentId) -> None:
    """Put somebody into the bin."""
    await office.connection.execute(
        "UPDATE talent SET deleted_at = $2, version = version + 1 WHERE id = $1",
        talent_id,
        office.now,
    )


async def restore(office: Office, talent_id: UUID) -> TalentId:
    """Take somebody out of the bin. Raises TalentNotFound: they are not in it."""
    found: TalentId | None = await office.connection.fetchval(
        """UPDATE talent SET deleted_at = NULL, version = version + 1
        WHERE id = $1 AND deleted_at IS NOT NULL AND removed_at IS NULL AND $2
        RETURNING id""",
        talent_id,
        office.scope == "*",
    )
    if found is None:
        raise TalentNotFound
    return found


async def is_due(connection: Connection, talent_id: TalentId, before: datetime) -> bool:
    """Whether somebody lies in the bin since before a moment; they are neither restored nor put on
    legal hold until the transaction ends."""
    return bool(
        await connection.fetchval(
            """SELECT true FROM talent
            WHERE id = $1 AND deleted_at <= $2 AND removed_at IS NULL FOR UPDATE""",
            talent_id,
            before,
        )
    )


async def is_there(connection: Connection, talent_id: TalentId) -> bool:
    """Whether somebody has not been removed."""
    return bool(
        await connection.fetchval(
            "SELECT true FROM talent WHERE id = $1 AND removed_at IS NULL", talent_id
        )
    )


async def hold_of(connection: Connection, talent_id: TalentId) -> HoldOf | None:
    row = await connection.fetchrow(
        "SELECT reason, held_by, held_at FROM talent_hold WHERE talent_id = $1", talent_id
    )
    return HoldOf(**row) if row else None


async def put_on_hold(desk: Desk, talent_id: TalentId, new: Hold) -> bool:
    """Keep all that is known of somebody from being removed; False where it is kept already."""
    return bool(
        await desk.connection.fetchval(
            """INSERT INTO talent_hold (talent_id, reason, held_by, held_at)
            VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING true""",
            talent_id,
            new.reason,
            desk.person.id,
            desk.now,
        )
    )


async def lift_hold(office: Office, talent_id: UUID) -> bool:
    """Let what is known of somebody be removed; False where it was not kept."""
    return bool(
        await office.connection.fetchval(
            "DELETE FROM talent_hold WHERE talent_id = $1 RETURNING true", talent_id
        )
    )


async def known(office: Office, talent_id: UUID) -> TalentId:
    """Return who is there, in the bin or not; a freelancer reaches nobody so.

    Raises:
        TalentNotFound
    """
    found: TalentId | None = await office.connection.fetchval(
        "SELECT id FROM talent WHERE id = $1 AND $2", talent_id, office.scope == "*"
    )
    if found is None:
        raise TalentNotFound
    return found


async def pictures(connection: Connection, talent_id: TalentId) -> list[UUID]:
    """Return the uploads that are pictures of somebody, or of who was merged with them."""
    rows = await connection.fetch(
        """SELECT id FROM upload WHERE purpose = 'photo' AND subject_id IN (
            SELECT $1::uuid UNION SELECT id FROM talent WHERE merged_into = $1)""",
        talent_id,
    )
    return [row["id"] for row in rows]


async def forget(connection: Connection, talent_id: TalentId) -> None:
    """Take away all that is known of somebody; what refers to them stays and names nobody."""
    await connection.execute("SELECT forget_talent($1)", talent_id)
