"""The table `access_link` of the agency whose transaction it is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.gateway.identity.access_links.model import AccessLink, CalendarLink, Scope
from services.gateway.web.desk import Office
from shared.ids import PersonId, ProductionId
from shared.tenancy import Connection


async def add(office: Office, link: AccessLink, token_hash: bytes) -> None:
    await office.connection.execute(
        """INSERT INTO access_link (id, token_hash, scope, guest_id, guardian_id, production_id,
            issued_at, expires_at)
        VALUES ($1, $2, $3, CASE $3 WHEN 'invitation' THEN $4::uuid END,
            CASE $3 WHEN 'agreement' THEN $4::uuid END, $5, $6, $7)""",
        link.id,
        token_hash,
        link.scope,
        link.holder_id,
        link.production_id,
        link.issued_at,
        link.expires_at,
    )


async def by_hash(connection: Connection, scope: Scope, token_hash: bytes) -> AccessLink | None:
    row = await connection.fetchrow(
        """SELECT id, scope, coalesce(guest_id, guardian_id) AS holder_id, production_id, issued_at,
            expires_at, revoked_at, opened_at
        FROM access_link WHERE token_hash = $1 AND scope = $2""",
        token_hash,
        scope,
    )
    return AccessLink(**row) if row else None


async def of_guardians(office: Office, guardian_ids: Sequence[UUID]) -> list[AccessLink]:
    """Return the links of some guardians who were looked up, the newest first."""
    rows = await office.connection.fetch(
        """SELECT id, scope, guardian_id AS holder_id, production_id, issued_at, expires_at,
            revoked_at, opened_at
        FROM access_link WHERE guardian_id = ANY($1::uuid[]) ORDER BY issued_at DESC, id DESC
        LIMIT 200""",
        guardian_ids,
    )
    return [AccessLink(**row) for row in rows]


async def narrow(connection: Connection, production_id: ProductionId) -> None:
    """Let a transaction show one production only, from now on."""
    await connection.execute(
        "SELECT set_config('callboard.productions', $1::uuid::text, true)", production_id
    )


async def note_opened(office: Office, link_id: UUID) -> bool:
    """Note that somebody has followed their link; false where they did before."""
    return bool(
        await office.connection.fetchval(
            """UPDATE access_link SET opened_at = $2
            WHERE id = $1 AND opened_at IS NULL RETURNING true""",
            link_id,
            office.now,
        )
    )


async def replace(office: Office, guest_id: UUID, token_hash: bytes, expires_at: datetime) -> None:
    """Give a guest's link another secret: the earlier one leads nowhere from now on."""
    await office.connection.execute(
        """UPDATE access_link SET token_hash = $2, issued_at = $3, expires_at = $4,
            revoked_at = NULL, opened_at = NULL
        WHERE guest_id = $1""",
        guest_id,
        token_hash,
        office.now,
        expires_at,
    )


async def revoke(office: Office, holder_ids: Sequence[UUID]) -> None:
    """End the links of some guests or guardians."""
    await office.connection.execute(
        """UPDATE access_link SET revoked_at = $2
        WHERE (guest_id = ANY($1::uuid[]) OR guardian_id = ANY($1::uuid[]))
            AND revoked_at IS NULL""",
        holder_ids,
        office.now,
    )


async def put_calendar(office: Office, link_id: UUID, person: PersonId, token_hash: bytes) -> None:
    """Give a member a calendar link: an earlier one leads nowhere from now on."""
    await office.connection.execute(
        """INSERT INTO access_link (id, token_hash, scope, person_id, issued_at)
        VALUES ($1, $2, 'calendar', $3, $4)
        ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash,
            issued_at = excluded.issued_at, revoked_at = NULL, opened_at = NULL""",
        link_id,
        token_hash,
        person,
        office.now,
    )


async def calendar_by_hash(connection: Connection, token_hash: bytes) -> CalendarLink | None:
    row = await connection.fetchrow(
        """SELECT person_id, issued_at, expires_at, revoked_at, opened_at
        FROM access_link WHERE token_hash = $1 AND scope = 'calendar'""",
        token_hash,
    )
    return CalendarLink(**row) if row else None


async def calendar_of(office: Office, person: PersonId) -> CalendarLink | None:
    row = await office.connection.fetchrow(
        """SELECT person_id, issued_at, expires_at, revoked_at, opened_at
        FROM access_link WHERE person_id = $1""",
        person,
    )
    return CalendarLink(**row) if row else None


async def note_calendar_opened(connection: Connection, token_hash: bytes) -> None:
    await connection.execute(
        "UPDATE access_link SET opened_at = now() WHERE token_hash = $1 AND opened_at IS NULL",
        token_hash,
    )


async def revoke_calendar(office: Office, person: PersonId) -> bool:
    """End a member's calendar link; false where there is none."""
    return bool(
        await office.connection.fetchval(
            """UPDATE access_link SET revoked_at = $2
            WHERE person_id = $1 AND revoked_at IS NULL RETURNING true""",
            person,
            office.now,
        )
    )
