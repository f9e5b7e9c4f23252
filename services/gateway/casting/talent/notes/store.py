"""`talent_note` of the agency whose transaction it is: what a member may not read is not found.

Everyone in the office is who works on all its productions; a freelancer reads what is written for a
production of theirs. A note that was named to people, or is its author's own, is theirs alone.
"""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.talent.notes.model import Member, NewNote, Note, NoteNotFound
from services.gateway.web.desk import Desk
from shared.ids import PersonId

MOST = 500


async def of_talent(desk: Desk, talent_id: UUID) -> list[Note]:
    """Return the notes on somebody who was looked up, the newest first; at most 500."""
    rows = await desk.connection.fetch(
        """SELECT n.id, n.talent_id, n.author_id, m.email AS author, n.words, n.visibility,
            n.production_id, p.title AS production, n.version, n.written_at, n.edited_at,
            ARRAY(SELECT r.person_id FROM talent_note_reader r WHERE r.note_id = n.id) AS readers
        FROM talent_note n LEFT JOIN production p ON p.id = n.production_id
        LEFT JOIN platform.billing_own_member_v1 m ON m.person_id = n.author_id
        WHERE n.talent_id = $1 AND (n.author_id = $2
            OR (n.visibility = 'office' AND $3) OR n.visibility = 'production'
            OR (n.visibility = 'people' AND EXISTS (SELECT FROM talent_note_reader r
                WHERE r.note_id = n.id AND r.person_id = $2)))
        ORDER BY n.written_at DESC, n.id DESC LIMIT $4""",
        talent_id,
        desk.person.id,
        desk.scope == "*",
        MOST,
    )
    return [Note(**row) for row in rows]


async def own(desk: Desk, note_id: UUID) -> Note:
    """Return a note of the member's own. Raises NoteNotFound."""
    row = await desk.connection.fetchrow(
        """SELECT n.id, n.talent_id, n.author_id, NULL AS author, n.words, n.visibility,
            n.production_id, NULL AS production, n.version, n.written_at, n.edited_at,
            ARRAY(SELECT r.person_id FROM talent_note_reader r WHERE r.note_id = n.id) AS readers
        FROM talent_note n WHERE n.id = $1 AND n.author_id = $2""",
        note_id,
        desk.person.id,
    )
    if row is None:
        raise NoteNotFound
    return Note(**row)


async def add(desk: Desk, talent_id: UUID, note_id: UUID, new: NewNote) -> None:
    await desk.connection.execute(
        """INSERT INTO talent_note (id, talent_id, author_id, words, visibility, production_id,
            written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        note_id,
        talent_id,
        desk.person.id,
        new.words,
        new.visibility,
        new.production_id,
        desk.now,
    )
    await _name(desk, note_id, new.readers)


async def save(desk: Desk, note_id: UUID, version: int, new: NewNote) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    changed = await desk.connection.fetchval(
        """UPDATE talent_note SET words = $3, visibility = $4, production_id = $5,
            edited_at = $6, version = version + 1
        WHERE id = $1 AND version = $2 RETURNING true""",
        note_id,
        version,
        new.words,
        new.visibility,
        new.production_id,
        desk.now,
    )
    if changed:
        await desk.connection.execute("DELETE FROM talent_note_reader WHERE note_id = $1", note_id)
        await _name(desk, note_id, new.readers)
    return bool(changed)


async def delete(desk: Desk, note_id: UUID) -> None:
    await desk.connection.execute("DELETE FROM talent_note WHERE id = $1", note_id)


async def members(desk: Desk) -> list[Member]:
    """Return those to whom a note can be named: all in the office who see talent."""
    rows = await desk.connection.fetch(
        """SELECT person_id AS id, email FROM platform.billing_own_member_v1
        WHERE role IN ('owner', 'casting_director', 'associate', 'freelancer') ORDER BY email"""
    )
    return [Member(PersonId(row["id"]), row["email"]) for row in rows]


async def _name(desk: Desk, note_id: UUID, readers: Sequence[UUID]) -> None:
    await desk.connection.execute(
        """INSERT INTO talent_note_reader (note_id, person_id)
        SELECT $1, person_id FROM unnest($2::uuid[]) AS person_id ON CONFLICT DO NOTHING""",
        note_id,
        readers,
    )
