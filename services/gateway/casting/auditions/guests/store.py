"""Guests of the agency whose transaction it is."""

from datetime import datetime
from uuid import UUID

from services.gateway.casting.auditions.model import Guest, GuestNotFound
from services.gateway.web.desk import Office
from shared import addresses
from shared.addresses import Address
from shared.ids import ContactId, PersonId, ProductionId, RepId
from shared.tenancy import Connection


async def claim_slot(office: Office, slot_id: UUID, besides: UUID | None = None) -> bool:
    """Lock a slot for the transaction; false where another actor holds a valid invitation."""
    await office.connection.execute("SELECT 1 FROM slot WHERE id = $1 FOR UPDATE", slot_id)
    return not await office.connection.fetchval(
        """SELECT EXISTS (SELECT 1 FROM guest
            WHERE slot_id = $1 AND role = 'actor' AND revoked_at IS NULL
                AND id IS DISTINCT FROM $2)""",
        slot_id,
        besides,
    )


async def invited_to(office: Office, slot_id: UUID, talent_id: UUID) -> Guest | None:
    """Return the valid invitation of somebody to a slot that was looked up."""
    row = await office.connection.fetchrow(
        """SELECT id, session_id, slot_id, role, name, title,
            coalesce(email_as_typed, email) AS email,
            invited_at, opened_at, expires_at, revoked_at, client_id, talent_id
        FROM guest WHERE slot_id = $1 AND talent_id = $2 AND role = 'actor' AND revoked_at IS NULL
        LIMIT 1""",
        slot_id,
        talent_id,
    )
    return Guest(**row) if row else None


async def add_guest(
    office: Office,
    guest: Guest,
    token_hash: bytes,
    invited_by: PersonId,
    *,
    contact_id: ContactId | None = None,
    rep_id: RepId | None = None,
) -> None:
    """Add a guest; `contact_id` or `rep_id` is who of the people whom the office knows they are."""
    await office.connection.execute(
        """INSERT INTO guest (id, session_id, slot_id, role, name, title, email, email_as_typed,
            token_hash, invited_by, invited_at, expires_at, client_id, talent_id,
            contact_id, rep_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)""",
        guest.id,
        guest.session_id,
        guest.slot_id,
        guest.role,
        guest.name,
        guest.title,
        addresses.comparable(guest.email),
        guest.email,
        token_hash,
        invited_by,
        guest.invited_at,
        guest.expires_at,
        guest.client_id,
        guest.talent_id,
        contact_id,
        rep_id,
    )


async def guests(office: Office, session_id: UUID) -> list[Guest]:
    rows = await office.connection.fetch(
        """SELECT id, session_id, slot_id, role, name, title,
            coalesce(email_as_typed, email) AS email,
            invited_at, opened_at, expires_at, revoked_at, client_id, talent_id
        FROM guest WHERE session_id = $1
        ORDER BY invited_at, id""",
        session_id,
    )
    return [Guest(**row) for row in rows]


async def guest(office: Office, guest_id: UUID) -> Guest:
    """Raises GuestNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, session_id, slot_id, role, name, title,
            coalesce(email_as_typed, email) AS email,
            invited_at, opened_at, expires_at, revoked_at, client_id, talent_id
        FROM guest WHERE id = $1""",
        guest_id,
    )
    if row is None:
        raise GuestNotFound
    return Guest(**row)


async def guest_by_token(connection: Connection, token_hash: bytes) -> Guest | None:
    row = await connection.fetchrow(
        """SELECT id, session_id, slot_id, role, name, title,
            coalesce(email_as_typed, email) AS email,
            invited_at, opened_at, expires_at, revoked_at, client_id, talent_id
        FROM guest WHERE token_hash = $1""",
        token_hash,
    )
    return Guest(**row) if row else None


async def narrow_to_production(connection: Connection, guest_id: UUID) -> ProductionId:
    """Let a transaction show a guest's production only, from now on; return which it is."""
    production: UUID = await connection.fetchval(
        """SELECT set_config('callboard.productions', production_id::text, true)::uuid
        FROM guest WHERE id = $1""",
        guest_id,
    )
    return ProductionId(production)


async def note_opened(office: Office, guest_id: UUID) -> bool:
    """Note that a guest has followed their link; false where they did before."""
    return bool(
        await office.connection.fetchval(
            """UPDATE guest SET opened_at = $2
            WHERE id = $1 AND opened_at IS NULL RETURNING true""",
            guest_id,
            office.now,
        )
    )


async def change_address(office: Office, guest_id: UUID, address: Address) -> None:
    """Write to a guest at another address, and to the talent that they are where it was theirs."""
    await office.connection.execute(
        """WITH before AS (SELECT email, talent_id FROM guest WHERE id = $1),
        mended AS (UPDATE talent SET email = $2, email_as_typed = $3, version = version + 1
            FROM before WHERE talent.id = before.talent_id AND talent.email = before.email)
        UPDATE guest SET email = $2, email_as_typed = $3 WHERE id = $1""",
        guest_id,
        address.key,
        address.typed,
    )


async def note_zone(office: Office, guest_id: UUID, zone: str) -> None:
    await office.connection.execute(
        "UPDATE guest SET zone = $2 WHERE id = $1 AND zone IS DISTINCT FROM $2", guest_id, zone
    )


async def zone_of(office: Office, email: str) -> str | None:
    """Return where somebody was when they last opened an invitation of this office."""
    zone: str | None = await office.connection.fetchval(
        """SELECT zone FROM guest WHERE email = $1 AND zone IS NOT NULL
        ORDER BY opened_at DESC NULLS LAST LIMIT 1""",
        email,
    )
    return zone


async def renew_link(
    office: Office, guest_id: UUID, token_hash: bytes, expires_at: datetime
) -> None:
    """Give a guest another link; the earlier one leads nowhere from now on."""
    await office.connection.execute(
        """UPDATE guest
        SET token_hash = $2, expires_at = $3, revoked_at = NULL, opened_at = NULL
        WHERE id = $1""",
        guest_id,
        token_hash,
        expires_at,
    )


async def next_sequence(office: Office, guest_id: UUID) -> int:
    """Number a calendar entry that is sent to a guest: 0, 1, 2, …"""
    number: int = await office.connection.fetchval(
        """UPDATE guest SET calendar_entries = calendar_entries + 1
        WHERE id = $1 RETURNING calendar_entries - 1""",
        guest_id,
    )
    return number


async def last_sequence(office: Office, guest_id: UUID) -> int | None:
    """Return the number of the last entry that a guest was sent."""
    entries: int = await office.connection.fetchval(
        "SELECT calendar_entries FROM guest WHERE id = $1", guest_id
    )
    return entries - 1 if entries else None


async def with_links(office: Office, guest_id: UUID, *, reps_only: bool = False) -> list[Guest]:
    """List a guest and an actor's reps, as far as their links are good."""
    rows = await office.connection.fetch(
        """SELECT id, session_id, slot_id, role, name, title,
            coalesce(email_as_typed, email) AS email,
            invited_at, opened_at, expires_at, revoked_at, client_id, talent_id
        FROM guest WHERE (id = $1 AND NOT $3 OR client_id = $1)
            AND revoked_at IS NULL AND expires_at > $2
        ORDER BY invited_at, id""",
        guest_id,
        office.now,
        reps_only,
    )
    return [Guest(**row) for row in rows]


async def revoke(office: Office, guest_id: UUID) -> None:
    """End a guest's link, and an actor's reps' with it."""
    await office.connection.execute(
        """UPDATE guest SET revoked_at = $2
        WHERE (id = $1 OR client_id = $1) AND revoked_at IS NULL""",
        guest_id,
        office.now,
    )


async def who_answers(office: Office, guest_id: UUID) -> list[str]:
    """Return the address of the member who invited a guest, or of the owners where they left."""
    rows = await office.connection.fetch(
        """SELECT m.email, m.person_id = g.invited_by AS invited
        FROM guest g JOIN platform.billing_own_member_v1 m
            ON m.person_id = g.invited_by OR m.role = 'owner'
        WHERE g.id = $1 ORDER BY m.email""",
        guest_id,
    )
    return [row["email"] for row in rows if row["invited"]] or [row["email"] for row in rows]
