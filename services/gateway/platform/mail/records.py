"""The table `mail_record` of the agency whose transaction it is: what became of its mails."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform.mail.model import (
    Mail,
    MailRecord,
    NewMail,
    Status,
    Undelivered,
    before,
)
from shared.bus import outbox
from shared.events.gateway import MailUndelivered
from shared.ids import AgencyId
from shared.tenancy import Connection

SHOWN = 200
"""How many mails a page lists."""
LONGEST_REPLY = 500


async def add_each(connection: Connection, mails: Sequence[tuple[UUID, NewMail]]) -> None:
    await connection.executemany(
        """INSERT INTO mail_record (id, kind, recipient, who, thing, thing_id, production_id,
            subject)
        VALUES ($1, $2, $3, $4, $5, $6, $7, left($8, 300))""",
        [
            (
                mail_id,
                mail.kind,
                mail.recipient,
                mail.who,
                mail.about.kind if mail.about else "",
                mail.about.id if mail.about else None,
                mail.about.production_id if mail.about else None,
                mail.letter.subject,
            )
            for mail_id, mail in mails
        ],
    )


async def adopt(connection: Connection, mail: Mail) -> None:
    """Add the record of a mail that the version before queued; nothing where there is one."""
    await connection.execute(
        """INSERT INTO mail_record (id, kind, recipient, who, thing, thing_id, production_id,
            subject, made_at)
        SELECT $1, CASE WHEN g.id IS NOT NULL THEN 'invitation'
                WHEN o.id IS NOT NULL THEN 'answer' ELSE 'team_invitation' END,
            $2, coalesce('guest:' || coalesce(g.id, o.guest_id), ''),
            CASE WHEN g.id IS NOT NULL THEN 'guest' WHEN o.id IS NOT NULL THEN 'slot'
                ELSE 'invitation' END,
            coalesce(o.slot_id, about), s.production_id, $4, $5
        FROM (SELECT $3::uuid AS about) AS mail
        LEFT JOIN outcome o ON o.id = about
        LEFT JOIN guest g ON g.id = about
        LEFT JOIN slot l ON l.id = o.slot_id
        LEFT JOIN session s ON s.id = coalesce(g.session_id, l.session_id)
        WHERE about IS NOT NULL
        ON CONFLICT (id) DO NOTHING""",
        mail.id,
        mail.recipient,
        mail.about,
        mail.subject,
        mail.queued_at,
    )


async def change(
    connection: Connection,
    mail_id: UUID,
    status: Status,
    reason: Undelivered | None = None,
    reply: str = "",
) -> bool:
    """Write down what became of a mail; false where that can follow no more, or it is unknown."""
    return bool(
        await connection.fetchval(
            """UPDATE mail_record SET status = $2, reason = $3, reply = $4, changed_at = now()
            WHERE id = $1 AND status = ANY($5::text[]) RETURNING true""",
            mail_id,
            status,
            reason,
            reply[:LONGEST_REPLY],
            before(status),
        )
    )


async def settle(
    connection: Connection,
    agency: AgencyId,
    mail_id: UUID,
    status: Status,
    reason: Undelivered | None = None,
    reply: str = "",
) -> None:
    """Write down what became of a mail, and publish that it did not arrive where it did not."""
    changed = await change(connection, mail_id, status, reason, reply)
    if changed and status in {"refused", "bounced"}:
        fact = MailUndelivered(agency_id=agency, mail_id=mail_id)
        await outbox.publish(connection, "gateway", fact)


async def record(connection: Connection, mail_id: UUID) -> MailRecord | None:
    row = await connection.fetchrow(
        """SELECT id, kind, recipient, subject, status, reason, reply, made_at, changed_at
        FROM mail_record WHERE id = $1""",
        mail_id,
    )
    return MailRecord(**row) if row else None


async def about(
    connection: Connection, things: Sequence[UUID], mails: Sequence[UUID] = ()
) -> list[MailRecord]:
    """Return the latest mails about some things, and some that are known by their ids, newest
    first."""
    rows = await connection.fetch(
        """SELECT id, kind, recipient, subject, status, reason, reply, made_at, changed_at
        FROM mail_record WHERE thing_id = ANY($1::uuid[]) OR id = ANY($3::uuid[])
        ORDER BY made_at DESC, id DESC LIMIT $2""",
        things,
        SHOWN,
        mails,
    )
    return [MailRecord(**row) for row in rows]


async def undelivered(connection: Connection, things: Sequence[UUID]) -> dict[UUID, Undelivered]:
    """Return why the last mail about each thing did not arrive, where it did not."""
    rows = await connection.fetch(
        """SELECT thing_id, reason FROM (
            SELECT DISTINCT ON (thing_id) thing_id, reason FROM mail_record
            WHERE thing_id = ANY($1::uuid[]) AND status <> 'withdrawn' AND kind <> 'question'
            ORDER BY thing_id, made_at DESC, id DESC) AS last
        WHERE reason IS NOT NULL""",
        things,
    )
    return {row["thing_id"]: row["reason"] for row in rows}
