"""The queue of mails: words and personal links wait in `gateway.mail`, and go when it is sent."""

from datetime import timedelta
from uuid import UUID

import msgspec

from services.gateway.platform.mail.model import Mail, NewMail, Undelivered
from shared import addresses
from shared.ids import AgencyId
from shared.tenancy import Connection


async def add(connection: Connection, key: UUID, mail: NewMail, agency: AgencyId | None) -> None:
    await connection.execute(
        """INSERT INTO gateway.mail (id, agency_id, kind, recipient, subject, body, html, calendar,
            from_name, reply_to, about, due_at, fact_type, fact_body, queued_by, recipient_key)
        VALUES ($1, $2, $3, $4, left($5, 300), $6, $7, $8, $9, $10, $11, coalesce($12, now()),
            $13, $14, $15, $16)""",
        key,
        agency,
        mail.kind,
        mail.recipient,
        mail.letter.subject,
        mail.letter.body,
        mail.letter.html(mail.sender.name),
        mail.calendar,
        mail.sender.name,
        mail.sender.reply_to,
        mail.about.id if mail.about else None,
        mail.due_at,
        mail.fact.tag() if mail.fact else None,
        msgspec.json.encode(mail.fact).decode() if mail.fact else None,
        mail.by,
        addresses.comparable(mail.recipient),
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


async def claim(connection: Connection, lease: timedelta, limit: int) -> list[Mail]:
    """Take mails that are due; they come back by themselves if the sender dies."""
    rows = await connection.fetch(
        """UPDATE gateway.mail SET attempts = attempts + 1, due_at = now() + $1::interval
        WHERE id IN (
            SELECT id FROM gateway.mail
            WHERE sent_at IS NULL AND failure IS NULL AND due_at <= now()
            ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id, agency_id, kind, recipient, subject, body, html, calendar, queued_at,
            from_name, reply_to, attempts""",
        lease,
        limit,
    )
    return [Mail(**row) for row in rows]


async def sent(connection: Connection, mail: UUID) -> None:
    """Note that a mail has left; the database empties it."""
    await connection.execute("UPDATE gateway.mail SET sent_at = now() WHERE id = $1", mail)


async def put_off(connection: Connection, mail: UUID, delay: timedelta) -> None:
    await connection.execute(
        "UPDATE gateway.mail SET due_at = now() + $2::interval WHERE id = $1", mail, delay
    )


async def fail(connection: Connection, mail: UUID, why: Undelivered, failure: str) -> None:
    """Give a mail up; `failure` is what the server said. The database empties it."""
    await connection.execute(
        "UPDATE gateway.mail SET failure = $2, undelivered = $3 WHERE id = $1",
        mail,
        failure[:500],
        why,
    )


async def forget(connection: Connection, age: timedelta) -> None:
    """Forget mails that left, or were given up, so long ago: they are about people."""
    await connection.execute(
        """DELETE FROM gateway.mail WHERE sent_at < now() - $1::interval
            OR failure IS NOT NULL AND due_at < now() - $1::interval""",
        age,
    )
