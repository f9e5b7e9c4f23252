"""The queue of mails: words and personal links wait in `gateway.mail`, and go when it is sent."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from services.gateway.platform.mail.model import Mail, NewMail, Undelivered
from shared import addresses, log
from shared.ids import AgencyId
from shared.tenancy import Connection


async def add_each(
    connection: Connection, mails: Sequence[tuple[UUID, NewMail]], agency: AgencyId | None
) -> None:
    """Add mails, each of which its job sends; to processes of the version before they are never
    due."""
    await connection.executemany(
        """INSERT INTO gateway.mail (id, agency_id, kind, recipient, subject, body, html, calendar,
            from_name, reply_to, about, due_at, fact_type, fact_body, queued_by, recipient_key,
            correlation)
        VALUES ($1, $2, $3, $4, left($5, 300), $6, $7, $8, $9, $10, $11, 'infinity', $12, $13, $14,
            $15, $16)""",
        [
            (
                key,
                agency,
                mail.kind,
                mail.recipient,
                mail.letter.subject,
                mail.signed.body,
                mail.signed.html(mail.sender.name),
                mail.calendar,
                mail.sender.name,
                mail.sender.reply_to,
                mail.about.id if mail.about else None,
                mail.fact.tag() if mail.fact else None,
                msgspec.json.encode(mail.fact).decode() if mail.fact else None,
                mail.by,
                addresses.comparable(mail.recipient),
                log.correlation(),
            )
            for key, mail in mails
        ],
    )


class Queued(msgspec.Struct, frozen=True):
    """Whose mail it is; `agency_id` is None where it is the operator's own."""

    agency_id: UUID | None


async def owner_of(connection: Connection, mail: UUID) -> Queued | None:
    row = await connection.fetchrow("SELECT agency_id FROM gateway.mail WHERE id = $1", mail)
    return Queued(**row) if row else None


async def remove_waiting(connection: Connection, mail: UUID) -> bool:
    """Drop a mail of the agency whose transaction it is; false once it is on its way."""
    return bool(
        await connection.fetchval(
            "DELETE FROM gateway.own_waiting_mail WHERE id = $1 RETURNING true", mail
        )
    )


async def is_queued(connection: Connection, recipient: str, subject: str) -> bool:
    """Whether a mail of this subject was queued within a day; the question is asked by one at a
    time, until its transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", subject)
    return bool(
        await connection.fetchval(
            """SELECT true FROM gateway.mail WHERE recipient_key = $1 AND subject = $2
                AND queued_at > now() - interval '1 day' LIMIT 1""",
            addresses.comparable(recipient),
            subject,
        )
    )


async def begin(connection: Connection, mail: UUID, agency: AgencyId | None) -> Mail | None:
    """Return a mail to be sent, which can be taken back no more, or what became of it; None where
    it was taken back, or is of another than whose job it is."""
    row = await connection.fetchrow(
        """UPDATE gateway.mail SET attempts = attempts + 1
        WHERE id = $1 AND agency_id IS NOT DISTINCT FROM $2
        RETURNING id, agency_id, kind, recipient, subject, body, html, calendar, queued_at,
            from_name, reply_to, about, sent_at IS NOT NULL AS sent, undelivered, failure""",
        mail,
        agency,
    )
    return Mail(**row) if row else None


async def settle(connection: Connection, mail: UUID, why: Undelivered | None, reply: str) -> None:
    """Write down that a mail has left, or why it never will; the database empties it."""
    await connection.execute(
        """UPDATE gateway.mail SET undelivered = $2, due_at = now(),
            sent_at = CASE WHEN $2::text IS NULL THEN now() END,
            failure = CASE WHEN $2::text IS NOT NULL THEN left($3, 500) END
        WHERE id = $1""",
        mail,
        why,
        reply,
    )


class Unsettled(msgspec.Struct, frozen=True):
    """A mail that needs a job, and whose it is."""

    id: UUID
    agency_id: UUID | None


async def adopt(connection: Connection) -> list[Unsettled]:
    """Take over mails that processes of the version before queued and do not send any more, so
    that these do not see them; and of those that they sent, what has no record yet."""
    rows = await connection.fetch(
        """UPDATE gateway.mail SET kind = 'adopted', due_at = CASE
            WHEN sent_at IS NULL AND failure IS NULL THEN 'infinity' ELSE due_at END
        WHERE id IN (
            SELECT id FROM gateway.mail WHERE kind IS NULL AND (sent_at IS NOT NULL
                OR failure IS NOT NULL OR due_at < now() - interval '1 minute')
            ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED)
        RETURNING id, agency_id"""
    )
    return [Unsettled(**row) for row in rows]


async def abandon(connection: Connection, age: timedelta) -> list[Unsettled]:
    """Give up mails whose job is gone, or has been dead for so long; the database empties them."""
    rows = await connection.fetch(
        """UPDATE gateway.mail SET undelivered = 'not_reached', failure = '', due_at = now()
        WHERE id IN (
            SELECT m.id FROM gateway.mail m WHERE m.kind IS NOT NULL AND m.sent_at IS NULL
                AND m.failure IS NULL AND m.queued_at < now() - $1::interval AND NOT EXISTS (
                    SELECT FROM gateway.job j
                    WHERE j.turn = coalesce(m.agency_id, '00000000-0000-0000-0000-000000000000')
                        AND j.kind = 'mail.send' AND j.key = m.id::text
                        AND (j.settled_at IS NULL OR j.settled_at > now() - $1::interval))
            ORDER BY m.queued_at LIMIT 500 FOR UPDATE SKIP LOCKED)
        RETURNING id, agency_id""",
        age,
    )
    return [Unsettled(**row) for row in rows]


async def forget(connection: Connection, age: timedelta) -> None:
    """Forget mails that left, or were given up, so long ago: they are about people."""
    await connection.execute(
        """DELETE FROM gateway.mail WHERE sent_at < now() - $1::interval
            OR failure IS NOT NULL AND due_at < now() - $1::interval""",
        age,
    )
