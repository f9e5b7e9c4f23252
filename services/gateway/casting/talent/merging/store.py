"""`talent_merge`, and the two records that become one, in the agency whose transaction it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.gateway.casting.talent.merging.model import (
    UNDONE_WITHIN,
    Merge,
    MergeNotFound,
    Person,
    Undo,
)
from services.gateway.casting.talent.merging.moves import ALL_THERE, MOVES
from services.gateway.web.desk import Office
from shared.ids import new_id
from shared.tenancy import Connection


async def hold(office: Office, ids: Sequence[UUID]) -> dict[UUID, Person]:
    """Return records that are neither deleted nor merged; nobody changes them until the transaction
    ends."""
    rows = await office.connection.fetch(
        """SELECT id, version, name, pronouns, email, email_as_typed, phone, zone, based_in,
            playing_age_from, playing_age_to, height_cm, skills, languages, accents, unions, tags,
            links, minor
        FROM talent WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL AND merged_into IS NULL
        ORDER BY id FOR UPDATE""",
        ids,
    )
    return {row["id"]: _person(dict(row)) for row in rows}


def _person(row: dict[str, Any]) -> Person:
    return Person(row.pop("id"), row.pop("version"), row)


async def share_a_slot(office: Office, one: UUID, other: UUID) -> bool:
    return bool(
        await office.connection.fetchval(
            """SELECT EXISTS (SELECT FROM slot_participant a
                JOIN candidate c ON c.id = a.candidate_id AND c.talent_id = $1
                JOIN slot_participant b ON b.slot_id = a.slot_id
                JOIN candidate d ON d.id = b.candidate_id AND d.talent_id = $2)""",
            one,
            other,
        )
    )


async def hide(office: Office, gone: UUID, behind: UUID | None) -> None:
    """Hide a record behind another, or show it again."""
    await office.connection.execute(
        "UPDATE talent SET merged_into = $2, version = version + 1 WHERE id = $1", gone, behind
    )


async def change(office: Office, talent_id: UUID, fields: dict[str, Any]) -> None:
    await office.connection.execute(
        """UPDATE talent SET version = version + 1, name = $2, pronouns = $3, email = $4,
            email_as_typed = $5, phone = $6, zone = $7, based_in = $8, playing_age_from = $9,
            playing_age_to = $10, height_cm = $11, skills = $12, languages = $13, accents = $14,
            unions = $15, tags = $16, links = $17, minor = $18
        WHERE id = $1""",
        talent_id,
        *fields.values(),
    )


async def move(office: Office, kept: UUID, gone: UUID) -> dict[str, list[Any]]:
    """Let everything of one come to the other; return by table what moved."""
    state = await _take_over_state(office, kept, gone)
    moved: Any = await office.connection.fetchrow(ALL_THERE, kept, gone)
    return {"state": state, **moved}


async def move_back(office: Office, undo: Undo) -> None:
    for each in reversed(MOVES):
        if keys := undo.moved.get(each.name):
            await office.connection.execute(
                each.back, undo.kept_id, undo.gone_id, [UUID(key) for key in keys]
            )
    await _give_state_back(office, undo.moved["state"])


async def _take_over_state(office: Office, kept: UUID, gone: UUID) -> list[Any]:
    """Where both are candidates for a role, the newest decision of the two says how the one stands
    that stays, which is in no bin if one of them was not; return how it stood."""
    rows = await office.connection.fetch(
        """SELECT k.id, k.status, k.round_id, k.deleted_at, k.version + 1 AS version,
            CASE WHEN later THEN g.status ELSE k.status END AS new_status,
            CASE WHEN later THEN g.round_id ELSE k.round_id END AS new_round,
            CASE WHEN g.deleted_at IS NULL THEN NULL ELSE k.deleted_at END AS new_deletion
        FROM candidate k JOIN candidate g ON g.role_id = k.role_id
        CROSS JOIN LATERAL (SELECT
            coalesce((SELECT max(decided_at) FROM decision WHERE candidate_id = g.id), '-infinity')
            > coalesce((SELECT max(decided_at) FROM decision WHERE candidate_id = k.id),
                '-infinity') AS later) AS d
        WHERE k.talent_id = $1 AND g.talent_id = $2
        FOR UPDATE OF k""",
        kept,
        gone,
    )
    await office.connection.executemany(
        """UPDATE candidate SET status = $2, round_id = $3, deleted_at = $4, version = version + 1
        WHERE id = $1""",
        [(r["id"], r["new_status"], r["new_round"], r["new_deletion"]) for r in rows],
    )
    stood = ("id", "status", "round_id", "deleted_at", "version")
    return [{name: row[name] for name in stood} for row in rows]


async def _give_state_back(office: Office, state: list[Any]) -> None:
    """Let candidates stand as they did, unless something was decided since."""
    await office.connection.execute(
        """UPDATE candidate c SET status = s.status, round_id = s.round_id,
            deleted_at = s.deleted_at, version = c.version + 1
        FROM jsonb_to_recordset($1) AS s (id uuid, status text, round_id uuid,
            deleted_at timestamptz, version integer)
        WHERE c.id = s.id AND c.version = s.version""",
        state,
    )


async def add(
    office: Office,
    kept: Person,
    gone: UUID,
    after: dict[str, Any],
    moved: dict[str, list[Any]],
    who: str,
) -> UUID:
    merge_id = new_id()
    await office.connection.execute(
        """INSERT INTO talent_merge (id, kept_id, gone_id, before, after, moved, who)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        merge_id,
        kept.id,
        gone,
        kept.fields,
        after,
        moved,
        who,
    )
    return merge_id


async def merges(office: Office) -> list[Merge]:
    """Return the newest merges that can be taken back."""
    rows = await office.connection.fetch(
        """SELECT m.id, m.kept_id, m.gone_id, k.name AS kept_name, g.name AS gone_name, m.merged_at
        FROM talent_merge m JOIN talent k ON k.id = m.kept_id JOIN talent g ON g.id = m.gone_id
        WHERE m.undone_at IS NULL AND m.merged_at > $1
        ORDER BY m.merged_at DESC, m.id DESC LIMIT 200""",
        office.now - UNDONE_WITHIN,
    )
    return [Merge(**row) for row in rows]


async def undo(office: Office, merge_id: UUID) -> Undo:
    """Return what a merge is taken back with, for nobody else until the transaction ends.

    Raises:
        MergeNotFound
    """
    row = await office.connection.fetchrow(
        """SELECT id, kept_id, gone_id, before, after, moved, merged_at, undone_at
        FROM talent_merge WHERE id = $1 FOR UPDATE""",
        merge_id,
    )
    if row is None:
        raise MergeNotFound
    return Undo(**row)


async def current(office: Office, undone: Undo) -> Person | None:
    """Return who was kept, as they are now; None where the two are not one any more."""
    found = await hold(office, [undone.kept_id])
    behind = await office.connection.fetchval(
        "SELECT true FROM talent WHERE id = $1 AND merged_into = $2 FOR UPDATE",
        undone.gone_id,
        undone.kept_id,
    )
    return found.get(undone.kept_id) if behind else None


async def settle(office: Office, merge_id: UUID, at: datetime) -> None:
    await office.connection.execute(
        "UPDATE talent_merge SET undone_at = $2 WHERE id = $1", merge_id, at
    )


async def forget(connection: Connection, merge_id: UUID) -> None:
    """Forget how a merge is taken back. Of the record that is hidden only its id is kept, so that
    links to it lead to who was kept."""
    await connection.execute(
        """UPDATE talent SET name = 'Merged', pronouns = '', email = '', email_as_typed = '',
            phone = '', zone = NULL, based_in = '', playing_age_from = NULL, playing_age_to = NULL,
            height_cm = NULL, skills = '{}', languages = '{}', accents = '{}', unions = '{}',
            tags = '{}', links = '{}'
        WHERE id = (SELECT gone_id FROM talent_merge WHERE id = $1 AND undone_at IS NULL)
            AND merged_into IS NOT NULL""",
        merge_id,
    )
    await connection.execute(
        """DELETE FROM talent_birth WHERE talent_id IN (
            SELECT gone_id FROM talent_merge m JOIN talent t ON t.id = m.gone_id
            WHERE m.id = $1 AND m.undone_at IS NULL AND t.merged_into IS NOT NULL)""",
        merge_id,
    )
    await connection.execute("DELETE FROM talent_merge WHERE id = $1", merge_id)
