"""Rounds of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.candidates.rounds.model import (
    EditedRound,
    Round,
    RoundChanged,
    RoundNotFound,
)
from services.gateway.platform.bin import store as bin_store
from services.gateway.web.desk import Office
from shared.tenancy import Connection


async def rounds(office: Office, production_id: UUID) -> list[Round]:
    """Return the rounds of a production in their order."""
    rows = await office.connection.fetch(
        """SELECT id, production_id, kind, title, position, version,
            (SELECT count(*)::int FROM session s WHERE s.round_id = round.id) AS sessions,
            (SELECT count(*)::int FROM candidate c WHERE c.round_id = round.id) AS candidates
        FROM round WHERE production_id = $1
        ORDER BY position LIMIT 200""",
        production_id,
    )
    return [Round(**row) for row in rows]


async def round_(office: Office, round_id: UUID) -> Round:
    """Raises RoundNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, production_id, kind, title, position, version,
            (SELECT count(*)::int FROM session s WHERE s.round_id = round.id) AS sessions,
            (SELECT count(*)::int FROM candidate c WHERE c.round_id = round.id) AS candidates
        FROM round WHERE id = $1""",
        round_id,
    )
    if row is None:
        raise RoundNotFound
    return Round(**row)


async def hold(office: Office, production_id: UUID) -> None:
    """Let nobody else put the rounds of a production in order until the transaction ends."""
    await office.connection.execute(
        "SELECT FROM production WHERE id = $1 FOR NO KEY UPDATE", production_id
    )


async def add(office: Office, round_: Round) -> None:
    await office.connection.execute(
        """INSERT INTO round (id, production_id, kind, title, position)
        VALUES ($1, $2, $3, $4, $5)""",
        round_.id,
        round_.production_id,
        round_.kind,
        round_.title,
        round_.position,
    )


async def edit(office: Office, round_id: UUID, edited: EditedRound) -> None:
    """Raises RoundChanged."""
    changed = await office.connection.fetchval(
        """UPDATE round SET kind = $3, title = $4, version = version + 1
        WHERE id = $1 AND version = $2 RETURNING true""",
        round_id,
        edited.version,
        edited.kind,
        edited.title,
    )
    if not changed:
        raise RoundChanged


async def put_in_order(office: Office, round_ids: list[UUID]) -> None:
    """Number all rounds of a production anew, in this order."""
    await office.connection.execute(
        """UPDATE round SET position = ordered.position
        FROM unnest($1::uuid[]) WITH ORDINALITY AS ordered (id, position)
        WHERE round.id = ordered.id AND round.position <> ordered.position""",
        round_ids,
    )


async def delete(office: Office, round_id: UUID) -> bool:
    """Put an empty round into the bin; false where something is in it, or was and may come back."""
    async with bin_store.opened(office.connection):
        return bool(
            await office.connection.fetchval(
                """UPDATE round SET deleted_at = $2, position = NULL, version = version + 1
                WHERE id = $1
                    AND NOT EXISTS (SELECT FROM session WHERE round_id = $1)
                    AND NOT EXISTS (SELECT FROM candidate WHERE round_id = $1)
                    AND NOT EXISTS (SELECT FROM decision WHERE round_id = $1)
                RETURNING true""",
                round_id,
                office.now,
            )
        )


async def restore(office: Office, round_id: UUID) -> Round:
    """Take a round out of the bin, which is open: it is the last one.

    Raises:
        RoundNotFound: it is not there.
    """
    if not await office.connection.fetchval(
        """UPDATE round SET deleted_at = NULL, version = version + 1, position = 1 + (
            SELECT coalesce(max(position), 0) FROM round other
            WHERE other.production_id = round.production_id)
        WHERE id = $1 AND deleted_at IS NOT NULL RETURNING true""",
        round_id,
    ):
        raise RoundNotFound
    return await round_(office, round_id)


async def forget(connection: Connection, round_id: UUID) -> None:
    """Delete a round for good, in which there was nothing."""
    await connection.execute("DELETE FROM round WHERE id = $1 AND deleted_at IS NOT NULL", round_id)
