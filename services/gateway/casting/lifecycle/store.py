"""What is changed of productions, of the agency whose transaction it is."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.candidates.rounds.model import Round
from services.gateway.casting.lifecycle.model import Hanging
from services.gateway.casting.productions.model import (
    NewProduction,
    Production,
    ProductionNotFound,
    Role,
)
from services.gateway.web.desk import Office
from shared.ids import ProductionId


async def save(
    office: Office, production_id: ProductionId, version: int, fields: NewProduction
) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    return bool(
        await office.connection.fetchval(
            """UPDATE production SET title = $3, company = $4, version = version + 1
            WHERE id = $1 AND version = $2 RETURNING true""",
            production_id,
            version,
            fields.title,
            fields.company,
        )
    )


async def archive(office: Office, production_id: ProductionId, *, archived: bool) -> bool:
    """Put a production aside, or take it up again; False where it is so already."""
    return bool(
        await office.connection.fetchval(
            """UPDATE production SET archived_at = $2, version = version + 1
            WHERE id = $1 AND (archived_at IS NULL) = ($2::timestamptz IS NOT NULL)
            RETURNING true""",
            production_id,
            office.now if archived else None,
        )
    )


async def add_roles(office: Office, roles: Sequence[Role]) -> None:
    """Add roles in this order."""
    await office.connection.execute(
        """INSERT INTO role (id, production_id, name, breakdown, position)
        SELECT id, production_id, name, breakdown, position
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[])
            AS copy (id, production_id, name, breakdown, position)""",
        [each.id for each in roles],
        [each.production_id for each in roles],
        [each.name for each in roles],
        [each.breakdown for each in roles],
        list(range(1, len(roles) + 1)),
    )


async def add_rounds(office: Office, rounds: Sequence[Round]) -> None:
    await office.connection.execute(
        """INSERT INTO round (id, production_id, kind, title, position)
        SELECT id, production_id, kind, title, position
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[])
            AS copy (id, production_id, kind, title, position)""",
        [each.id for each in rounds],
        [each.production_id for each in rounds],
        [each.kind for each in rounds],
        [each.title for each in rounds],
        [each.position for each in rounds],
    )


async def hanging(office: Office, production: Production) -> Hanging:
    row = await office.connection.fetchrow(
        """SELECT (SELECT count(*)::int FROM role WHERE production_id = $1) AS roles,
            (SELECT count(*)::int FROM session WHERE production_id = $1) AS sessions,
            (SELECT count(*)::int FROM candidate
                WHERE production_id = $1 AND deleted_at IS NULL) AS candidates,
            (SELECT count(*)::int FROM rooms_take_v1 WHERE production_id = $1) AS takes,
            (SELECT count(*)::int FROM answer
                WHERE production_id = $1 AND status = 'sent') AS answered,
            (SELECT count(*)::int FROM access_link
                WHERE production_id = $1 AND guest_id IS NOT NULL
                    AND revoked_at IS NULL) AS invited""",
        production.id,
    )
    return Hanging(**dict(row or {}))


async def hide(office: Office, production_id: ProductionId) -> None:
    """Put a production into the bin."""
    await office.connection.execute(
        "UPDATE production SET deleted_at = $2, version = version + 1 WHERE id = $1",
        production_id,
        office.now,
    )


async def restore(office: Office, production_id: UUID) -> ProductionId:
    """Take a production out of the bin, which is open.

    Raises:
        ProductionNotFound: it is not there.
    """
    found: ProductionId | None = await office.connection.fetchval(
        """UPDATE production SET deleted_at = NULL, version = version + 1
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING id""",
        production_id,
    )
    if found is None:
        raise ProductionNotFound
    return found
