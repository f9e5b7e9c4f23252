"""Guests of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.auditions.model import Guest, GuestNotFound
from services.gateway.web.desk import Office
from shared import addresses
from shared.addresses import Address
from shared.ids import ContactId, PersonId, RepId


async def claim_slot(office: Office, slot_id: UUID, besides: UUID | None = None) -> bool:
    """Lock a slot for the transaction; false where another actor holds a valid invitation, and did
    not reply that they cannot."""
    await office.connection.execute("SELECT 1 FROM slot WHERE id = $1 FOR UPDATE", slot_id)
    return not await office.connection.fetchval(
        """SELECT EXISTS (SELECT FROM guest g JOIN access_link l ON l.guest_id = g.id
            JOIN slot s ON s.id = g.slot_id
            WHERE g.slot_id = $1 AND g.role = 'actor' AND l.revoked_at IS NULL
                AND g.cancelled_at IS NULL AND g.id IS DISTINCT FROM $2
                AND (g.replied = 'cannot' AND g.reply_for = s.starts_at) IS NOT TRUE)""",
        slot_id,
        besides,
    )


async def invited_to(office: Office, slot_id: UUID, talent_id: UUID) -> Guest | None:
    """Return the valid invitation of somebody to a slot that was looked up."""
    row = await office.connection.fetchrow(
        """SELECT g.id, g.session_id, g.slot_id, g.role, g.name, g.title,
            coalesce(g.email_as_typed, g.email) AS email,
            g.invited_at, l.opened_at, l.expires_at, l.revoked_at, g.client_id, g.talent_id
        FROM guest g JOIN access_link l ON l.guest_id = g.id
        WHERE g.slot_id = $1 AND g.talent_id = $2 AND g.role = 'actor' AND l.revoked_at IS NULL
            AND g.cancelled_at IS NULL
        LIMIT 1""",
        slot_id,
        talent_id,
    )
    return Guest(**row) if row else None


async def add_guest(
    office: Office,
    guest: Guest,
    invited_by: PersonId,
    *,
    contact_id: ContactId | None = None,
    rep_id: RepId | None = None,
) -> None:
    """Add a guest, who has no link yet, and is told later; `contact_id` or `rep_id` is who of the
    people whom the office knows they are."""
    await office.connection.execute(
        """INSERT INTO guest (id, session_id, slot_id, role, name, title, email, email_as_typed,
            invited_by, invited_at, client_id, talent_id, contact_id, rep_id, told_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, NULL)""",
        guest.id,
        guest.session_id,
        guest.slot_id,
        guest.role,
        guest.name,
        guest.title,
        addresses.comparable(guest.email),
        guest.email,
        invited_by,
        guest.invited_at,
        guest.client_id,
        guest.talent_id,
        contact_id,
        rep_id,
    )


async def guests(office: Office, session_id: UUID) -> list[Guest]:
    rows = await office.connection.fetch(
        """SELECT g.id, g.session_id, g.slot_id, g.role, g.name, g.title,
            coalesce(g.email_as_typed, g.email) AS email,
            g.invited_at, l.opened_at, l.expires_at, l.revoked_at, g.client_id, g.talent_id
        FROM guest g JOIN access_link l ON l.guest_id = g.id WHERE g.session_id = $1
        ORDER BY g.invited_at, g.id""",
        session_id,
    )
    return [Guest(**row) for row in rows]


async def reps_of(office: Office, session_id: UUID) -> list[Guest]:
    """Return the reps of a session's actors, whose links are good."""
    return [
        each
        for each in await guests(office, session_id)
        if each.role == "rep" and not each.revoked_at
    ]


async def guest(office: Office, guest_id: UUID) -> Guest:
    """Raises GuestNotFound."""
    row = await office.connection.fetchrow(
        """SELECT g.id, g.session_id, g.slot_id, g.role, g.name, g.title,
            coalesce(g.email_as_typed, g.email) AS email,
            g.invited_at, l.opened_at, l.expires_at, l.revoked_at, g.client_id, g.talent_id
        FROM guest g JOIN access_link l ON l.guest_id = g.id WHERE g.id = $1""",
        guest_id,
    )
    if row is None:
        raise GuestNotFound
    return Guest(**row)


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
        """SELECT g.zone FROM guest g JOIN access_link l ON l.guest_id = g.id
        WHERE g.email = $1 AND g.zone IS NOT NULL
        ORDER BY l.opened_at DESC NULLS LAST LIMIT 1""",
        email,
    )
    return zone


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
        """SELECT g.id, g.session_id, g.slot_id, g.role, g.name, g.title,
            coalesce(g.email_as_typed, g.email) AS email,
            g.invited_at, l.opened_at, l.expires_at, l.revoked_at, g.client_id, g.talent_id
        FROM guest g JOIN access_link l ON l.guest_id = g.id
        WHERE (g.id = $1 AND NOT $3 OR g.client_id = $1)
            AND l.revoked_at IS NULL AND l.expires_at > $2
        ORDER BY g.invited_at, g.id""",
        guest_id,
        office.now,
        reps_only,
    )
    return [Guest(**row) for row in rows]


async def with_reps(office: Office, guest_id: UUID) -> list[UUID]:
    """Return a guest's id, and those of an actor's reps."""
    rows = await office.connection.fetch(
        "SELECT id FROM guest WHERE id = $1 OR client_id = $1", guest_id
    )
    return [row["id"] for row in rows]


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
