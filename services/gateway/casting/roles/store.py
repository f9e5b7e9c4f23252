"""What is changed of roles, of the agency whose transaction it is."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.productions.model import (
    ProductionNotFound,
    Role,
    RoleFields,
    RoleNotFound,
    Sides,
)
from services.gateway.casting.roles.model import Hanging, SidesCopy
from services.gateway.web.desk import Office
from shared.ids import ProductionId, RoleId
from shared.tenancy import Connection


async def save(office: Office, role_id: RoleId, version: int, fields: RoleFields) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    return bool(
        await office.connection.fetchval(
            """UPDATE role SET name = $3, breakdown = $4, state = $5, version = version + 1
            WHERE id = $1 AND version = $2 RETURNING true""",
            role_id,
            version,
            fields.name,
            fields.breakdown,
            fields.state,
        )
    )


async def archive(office: Office, role_id: RoleId, *, archived: bool) -> bool:
    """Put a role aside, or take it up again; False where it is so already."""
    return bool(
        await office.connection.fetchval(
            """UPDATE role SET archived_at = $2, version = version + 1
            WHERE id = $1 AND (archived_at IS NULL) = ($2::timestamptz IS NOT NULL)
            RETURNING true""",
            role_id,
            office.now if archived else None,
        )
    )


async def hold(office: Office, production_id: ProductionId) -> None:
    """Let nobody else put the roles of a production in order until the transaction ends.

    Raises:
        ProductionNotFound
    """
    found = await office.connection.fetchval(
        "SELECT true FROM production WHERE id = $1 FOR NO KEY UPDATE", production_id
    )
    if not found:
        raise ProductionNotFound


async def put_in_order(office: Office, role_ids: Sequence[RoleId]) -> None:
    """Number the roles of a production anew, in this order."""
    await office.connection.execute(
        """UPDATE role SET position = ordered.position
        FROM unnest($1::uuid[]) WITH ORDINALITY AS ordered (id, position)
        WHERE role.id = ordered.id AND role.position IS DISTINCT FROM ordered.position""",
        role_ids,
    )


async def hanging(office: Office, role: Role) -> Hanging:
    row = await office.connection.fetchrow(
        """SELECT count(*)::int AS candidates,
            coalesce(sum((SELECT count(*) FROM decision d WHERE d.candidate_id = c.id)), 0)::int
                AS decisions,
            coalesce(sum((SELECT count(*) FROM answer a
                WHERE a.candidate_id = c.id AND a.status = 'sent')), 0)::int AS answered,
            coalesce(sum((SELECT count(DISTINCT r.take_id) FROM rooms_recording_v1 r
                WHERE r.candidate_id = c.id)), 0)::int AS takes,
            (SELECT count(*)::int FROM sides WHERE role_id = $1) AS sides,
            (SELECT count(*)::int FROM slot JOIN session ON session.id = slot.session_id
                WHERE slot.role_id = $1) AS slots
        FROM candidate c WHERE c.role_id = $1 AND c.deleted_at IS NULL""",
        role.id,
    )
    return Hanging(**dict(row or {}))


async def hide(office: Office, role_id: RoleId) -> None:
    """Put a role into the bin."""
    await office.connection.execute(
        "UPDATE role SET deleted_at = $2, version = version + 1 WHERE id = $1", role_id, office.now
    )


async def restore(office: Office, role_id: UUID) -> RoleId:
    """Take a role out of the bin, which is open. Raises RoleNotFound: it is not there."""
    found: RoleId | None = await office.connection.fetchval(
        """UPDATE role SET deleted_at = NULL, version = version + 1
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING id""",
        role_id,
    )
    if found is None:
        raise RoleNotFound
    return found


async def file(connection: Connection, copy: SidesCopy) -> Sides | None:
    """Return sides that are to be copied; None where they or the role that gets them are gone."""
    row = await connection.fetchrow(
        """SELECT s.id, s.role_id, s.file_name, s.object_key, s.pages, s.bytes
        FROM sides s JOIN role r ON r.id = $2 WHERE s.id = $1""",
        copy.sides_id,
        copy.role_id,
    )
    return Sides(**row) if row else None


async def add_copy(connection: Connection, copy: SidesCopy) -> bool:
    """Add sides that are like others, but for where their file is; False where either is gone."""
    return bool(
        await connection.fetchval(
            """INSERT INTO sides (id, role_id, file_name, object_key, pages, bytes, words)
            SELECT $3, r.id, s.file_name, $4, s.pages, s.bytes, s.words
            FROM sides s JOIN role r ON r.id = $2 WHERE s.id = $1 RETURNING true""",
            copy.sides_id,
            copy.role_id,
            copy.new_id,
            copy.object_key,
        )
    )


async def uploads(connection: Connection, role_id: UUID) -> list[UUID]:
    """Return the uploads that are sides of a role, or were sent for it."""
    rows = await connection.fetch(
        "SELECT id FROM upload WHERE purpose = 'sides' AND subject_id = $1", role_id
    )
    return [row["id"] for row in rows]


async def keys(connection: Connection, role_id: UUID) -> list[str]:
    """Return where the sides of a role are kept."""
    rows = await connection.fetch("SELECT object_key FROM sides WHERE role_id = $1", role_id)
    return [row["object_key"] for row in rows]


async def forget(connection: Connection, role_id: UUID) -> bool:
    """Remove a role from the bin for good; False where slots are for it."""
    return bool(await connection.fetchval("SELECT forget_role($1)", role_id))
