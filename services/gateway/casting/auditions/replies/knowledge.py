"""What guests know: whether they were written to, of what is theirs now."""

from uuid import UUID

from services.gateway.web.desk import Office


async def note_told(office: Office, guest_id: UUID) -> None:
    """Note that a guest is written to of what is theirs now."""
    await office.connection.execute(
        """UPDATE guest SET told_at = $2, known_time = NULL, cancelled_at = NULL WHERE id = $1""",
        guest_id,
        office.now,
    )


async def was_told(office: Office, guest_id: UUID) -> bool:
    """Whether a guest was ever written to: they have a link, or had one."""
    return bool(
        await office.connection.fetchval(
            "SELECT calendar_entries > 0 OR told_at IS NOT NULL FROM guest WHERE id = $1", guest_id
        )
    )


async def note_change(office: Office, guest_id: UUID) -> None:
    """Note that a guest does not know yet what is theirs now."""
    await office.connection.execute("UPDATE guest SET told_at = NULL WHERE id = $1", guest_id)
