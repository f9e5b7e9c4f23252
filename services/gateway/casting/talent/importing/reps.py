"""Who represents talent of a list: firms and reps are found or added, many at once.

A firm is known by its name, a rep by their name with their address, or with their firm where the
list has no address; capitals and accents aside.
"""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.talent.importing.entries import ListedRep
from shared import addresses
from shared.ids import new_id
from shared.tenancy import Connection


async def represent(connection: Connection, listed: Sequence[tuple[UUID, ListedRep]]) -> None:
    """Say who represents some talent. Who did before, and does no more, is not taken up again."""
    if not listed:
        return
    await _add_firms(connection, [rep.firm for _, rep in listed if rep.firm])
    reps = [rep for _, rep in listed]
    await _add_reps(connection, reps)
    await connection.execute(
        """INSERT INTO representation (talent_id, rep_id)
        SELECT DISTINCT e.talent_id, (SELECT r.id FROM rep r
                LEFT JOIN rep_firm f ON f.id = r.firm_id
            WHERE r.deleted_at IS NULL AND r.sort_name = lower(extensions.unaccented(e.name))
                AND CASE WHEN e.email <> '' THEN r.email = e.email
                    ELSE coalesce(f.sort_name, '') = lower(extensions.unaccented(e.firm)) END
            ORDER BY r.added_at, r.id LIMIT 1)
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
            AS e (talent_id, name, email, firm)
        ON CONFLICT DO NOTHING""",
        [talent_id for talent_id, _ in listed],
        *_columns(reps),
    )


async def _add_firms(connection: Connection, names: Sequence[str]) -> None:
    await connection.execute(
        """INSERT INTO rep_firm (id, name)
        SELECT DISTINCT ON (lower(extensions.unaccented(e.name))) e.id, e.name
        FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS e (id, name, line)
        WHERE NOT EXISTS (SELECT FROM rep_firm f WHERE f.deleted_at IS NULL
            AND f.sort_name = lower(extensions.unaccented(e.name)))
        ORDER BY lower(extensions.unaccented(e.name)), e.line""",
        [new_id() for _ in names],
        names,
    )


async def _add_reps(connection: Connection, reps: Sequence[ListedRep]) -> None:
    await connection.execute(
        """WITH listed AS (
            SELECT id, name, email, typed, line, lower(extensions.unaccented(name)) AS sort_name,
                lower(extensions.unaccented(firm)) AS sort_firm
            FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[])
                WITH ORDINALITY AS e (name, email, firm, id, typed, line))
        INSERT INTO rep (id, firm_id, name, email, email_as_typed)
        SELECT DISTINCT ON (l.sort_name, l.email, CASE WHEN l.email = '' THEN l.sort_firm END)
            l.id, (SELECT f.id FROM rep_firm f
                WHERE f.sort_name = l.sort_firm AND f.deleted_at IS NULL
                ORDER BY f.added_at, f.id LIMIT 1), l.name, l.email, l.typed
        FROM listed l
        WHERE NOT EXISTS (SELECT FROM rep r LEFT JOIN rep_firm f ON f.id = r.firm_id
            WHERE r.deleted_at IS NULL AND r.sort_name = l.sort_name
                AND CASE WHEN l.email <> '' THEN r.email = l.email
                    ELSE coalesce(f.sort_name, '') = l.sort_firm END)
        ORDER BY l.sort_name, l.email, CASE WHEN l.email = '' THEN l.sort_firm END, l.line""",
        *_columns(reps),
        [new_id() for _ in reps],
        [rep.email for rep in reps],
    )


def _columns(reps: Sequence[ListedRep]) -> tuple[list[str], list[str], list[str]]:
    """Return names, addresses as they are compared, and firms."""
    return (
        [rep.name for rep in reps],
        [addresses.comparable(rep.email) if rep.email else "" for rep in reps],
        [rep.firm for rep in reps],
    )
