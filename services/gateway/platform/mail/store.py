"""The queue of mails."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from services.gateway.platform.mail.model import Mail, Undelivered
from shared import addresses
from shared.events import Event
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection


async def queue(
    connection: Connection,
    recipient: str,
    subject: str,
    body: str,
    *,
    agency: AgencyId | None = None,
    calendar: str | None = None,
    reply_to: str | None = None,
    about: UUID | None = None,
    by: UUID | None = None,
    due_at: datetime | None = None,
    fact: Event | None = None,
) -> UUID:
    """Queue a mail, and return its id; it leaves after the caller's transaction has committed.

    `reply_to` is a mailbox. `about` is the guest, invitation or answer beside which it is shown
    when it does not arrive. `by` is who caused it, where quotas count it. One with `due_at` waits
    until then, and can be taken back. Its `fact` is published as it leaves.
    """
    mail = new_id()
    await connection.execute(
        """INSERT INTO gateway.mail (id, agency_id, recipient, subject, body, calendar, reply_to,
            about, due_at, fact_type, fact_body, queued_by, recipient_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, now()), $10, $11, $12, $13)""",
        mail,
        agency,
        recipient,
        " ".join(subject.split())[:300],
        body,
        calendar,
        reply_to,
        about,
        due_at,
        fact.tag() if fact else None,
        msgspec.json.encode(fact).decode() if fact else None,
        by,
        addresses.comparable(recipient),
    )
    return mail


async def take_back(connection: Connection, mail: UUID) -> bool:
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
        RETURNING id, recipient, subject, body, calendar, queued_at, reply_to, attempts""",
        lease,
        limit,
    )
    return [Mail(**row) for row in rows]


async def sent(connection: Connection, mail: UUID) -> None:
    """Note that a mail has left, and empty it: it may hold personal links."""
    await connection.execute(
        """UPDATE gateway.mail SET sent_at = now(), body = '', calendar = NULL, reply_to = NULL
        WHERE id = $1""",
        mail,
    )


async def put_off(connection: Connection, mail: UUID, delay: timedelta) -> None:
    await connection.execute(
        "UPDATE gateway.mail SET due_at = now() + $2::interval WHERE id = $1", mail, delay
    )


async def fail(connection: Connection, mail: UUID, why: Undelivered, failure: str) -> None:
    """Give a mail up; `failure` is for the operator, `why` for who wrote."""
    await connection.execute(
        """UPDATE gateway.mail SET failure = $2, undelivered = $3,
            body = '', calendar = NULL, reply_to = NULL
        WHERE id = $1""",
        mail,
        failure[:500],
        why,
    )


async def undelivered(connection: Connection, about: Sequence[UUID]) -> dict[UUID, Undelivered]:
    """Return why the last mail about each did not arrive, in the agency at work."""
    rows = await connection.fetch(
        "SELECT about, undelivered FROM gateway.own_undelivered WHERE about = ANY($1::uuid[])",
        about,
    )
    return {row["about"]: row["undelivered"] for row in rows}


async def forget(connection: Connection, age: timedelta) -> None:
    """Forget mails that left, or were given up, so long ago: they are about people."""
    await connection.execute(
        """DELETE FROM gateway.mail WHERE sent_at < now() - $1::interval
            OR failure IS NOT NULL AND due_at < now() - $1::interval""",
        age,
    )
