"""Who is in the slots of a session, in one query; slots and people as they are changed."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.gateway.casting.auditions.day.model import InSlot
from services.gateway.casting.auditions.model import Session, Slot
from services.gateway.web.desk import Office
from shared.ids import SlotId
from shared.vocabulary.consent_statements import STATEMENTS


async def people(office: Office, session_id: UUID) -> list[InSlot]:
    """Return who has a time in a session that was looked up, their reps behind them. Of who is
    there, rooms keeps the visits, the consents and the takes."""
    rows = await office.connection.fetch(
        """WITH visit AS (
            SELECT who, min(began_at) FILTER (WHERE ended_at IS NULL) AS here_since,
                coalesce(bool_or(on_stage AND ended_at IS NULL), false) AS on_stage,
                max(seen_at) AS seen_at
            FROM rooms_visit_v1 WHERE session_id = $1 AND place = 'stage' GROUP BY who),
        consent AS (
            SELECT DISTINCT ON (who) who,
                CASE WHEN NOT agreed THEN false WHEN statement = ANY($2) THEN true END AS agreed
            FROM rooms_consent_v1 WHERE session_id = $1 ORDER BY who, given_at DESC, id DESC),
        take AS (
            SELECT r.who, count(DISTINCT r.take_id)::int AS takes
            FROM rooms_take_v1 k JOIN rooms_recording_v1 r ON r.take_id = k.id
            WHERE k.session_id = $1 GROUP BY r.who)
        SELECT g.id, actor.slot_id, g.talent_id, g.client_id, g.name,
            coalesce(g.email_as_typed, g.email) AS email, coalesce(g.zone, t.zone, r.zone) AS zone,
            l.starts_at, g.told_at, link.opened_at, lower(g.known_time) AS known_start,
            g.replied AS reply, g.reply_for, g.reply_note, g.cancelled_at, g.no_show_at,
            g.notification_id, v.here_since, coalesce(v.on_stage, false) AS on_stage, v.seen_at,
            coalesce(k.takes, 0) AS takes, c.agreed, photo.id AS photo_id
        FROM guest g JOIN guest actor ON actor.id = coalesce(g.client_id, g.id)
        JOIN slot l ON l.id = actor.slot_id JOIN access_link link ON link.guest_id = g.id
        LEFT JOIN talent t ON t.id = g.talent_id LEFT JOIN rep r ON r.id = g.rep_id
        LEFT JOIN LATERAL (SELECT p.id FROM talent_photo p
            WHERE p.talent_id = t.id AND (NOT t.minor OR EXISTS (
                SELECT FROM agreed_child_in_scope a
                WHERE a.talent_id = t.id AND a.production_id = g.production_id))
            ORDER BY p.position LIMIT 1) AS photo ON true
        LEFT JOIN visit v ON v.who = 'guest:' || g.id
        LEFT JOIN consent c ON c.who = 'guest:' || g.id
        LEFT JOIN take k ON k.who = 'guest:' || g.id
        WHERE g.session_id = $1 AND g.role IN ('actor', 'rep') AND link.revoked_at IS NULL
        ORDER BY l.starts_at, l.room, g.invited_at, g.id""",
        session_id,
        list(STATEMENTS),
    )
    return [InSlot(**row) for row in rows]


async def hold(office: Office, session_id: UUID) -> None:
    """Let nobody else change the day of a session until the transaction ends."""
    await office.connection.execute(
        "SELECT FROM session WHERE id = $1 FOR NO KEY UPDATE", session_id
    )
    await office.connection.execute(
        "SELECT FROM slot WHERE session_id = $1 ORDER BY id FOR NO KEY UPDATE", session_id
    )


async def move_people(office: Office, session: Session, where: Mapping[SlotId, SlotId]) -> None:
    """Let the people of some slots go to others, with what they read for."""
    moves = list(where), list(where.values())
    await office.connection.execute(
        """UPDATE guest SET slot_id = way.there
        FROM unnest($2::uuid[], $3::uuid[]) AS way (here, there), access_link a
        WHERE session_id = $1 AND slot_id = way.here AND role = 'actor' AND cancelled_at IS NULL
            AND a.guest_id = guest.id AND a.revoked_at IS NULL""",
        session.id,
        *moves,
    )
    taken = await office.connection.fetch(
        """DELETE FROM slot_participant p USING guest g
        WHERE g.id = p.guest_id AND p.slot_id = ANY($1::uuid[]) AND g.slot_id <> p.slot_id
        RETURNING g.slot_id, p.candidate_id, p.production_id, p.guest_id, p.added_at""",
        list(where),
    )
    await office.connection.executemany(
        """INSERT INTO slot_participant (slot_id, candidate_id, production_id, guest_id, added_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (slot_id, candidate_id) DO UPDATE SET guest_id = excluded.guest_id""",
        [tuple(row) for row in taken],
    )


async def add_slots(office: Office, slots: Sequence[Slot]) -> None:
    """Add slots to a day that is held; `put_in_order` gives them their positions."""
    await office.connection.executemany(
        """INSERT INTO slot
            (id, session_id, position, kind, role_id, local_start, starts_at, minutes, room)
        VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8)""",
        [
            (s.id, s.session_id, s.kind, s.role_id, s.local_start, s.starts_at, s.minutes, s.room)
            for s in slots
        ],
    )


async def change(office: Office, slots: Sequence[Slot]) -> None:
    """Let slots be at another time, as long, in another room, or for another role."""
    await office.connection.executemany(
        """UPDATE slot SET local_start = $2, starts_at = $3, minutes = $4, room = $5, role_id = $6
        WHERE id = $1""",
        [(s.id, s.local_start, s.starts_at, s.minutes, s.room, s.role_id) for s in slots],
    )


async def put_in_order(office: Office, session_id: UUID, slots: Sequence[SlotId]) -> None:
    """Number the slots of a day by their times and rooms, and `slots` that were added with them."""
    await office.connection.execute(
        """UPDATE slot SET position = ordered.position
        FROM (SELECT id, row_number() OVER (ORDER BY starts_at, room, id) AS position
            FROM slot WHERE session_id = $1 AND (position IS NOT NULL OR id = ANY($2::uuid[])))
            AS ordered
        WHERE slot.id = ordered.id AND slot.position IS DISTINCT FROM ordered.position""",
        session_id,
        list(slots),
    )


async def remove_slot(office: Office, slot_id: UUID) -> None:
    """Take a slot out of its day: what was in it before stays known."""
    await office.connection.execute("UPDATE slot SET position = NULL WHERE id = $1", slot_id)


async def cancel(office: Office, guest_id: UUID) -> None:
    """Cancel somebody's time, and their reps' with it; they are to be told."""
    await office.connection.execute(
        """UPDATE guest SET cancelled_at = $2 FROM access_link a
        WHERE (guest.id = $1 OR client_id = $1) AND cancelled_at IS NULL
            AND a.guest_id = guest.id AND a.revoked_at IS NULL""",
        guest_id,
        office.now,
    )


async def restore(office: Office, guest_id: UUID) -> bool:
    """Give somebody their time back who does not know that it was cancelled; false where they do,
    or it was not."""
    restored = await office.connection.fetch(
        """UPDATE guest SET cancelled_at = NULL FROM access_link a
        WHERE (guest.id = $1 OR client_id = $1) AND cancelled_at IS NOT NULL
            AND a.guest_id = guest.id AND a.revoked_at IS NULL
        RETURNING guest.id""",
        guest_id,
    )
    return bool(restored)


async def mark_no_show(office: Office, guest_id: UUID, *, no_show: bool) -> None:
    await office.connection.execute(
        "UPDATE guest SET no_show_at = CASE WHEN $3 THEN $2::timestamptz END WHERE id = $1",
        guest_id,
        office.now,
        no_show,
    )
