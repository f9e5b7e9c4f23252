"""`gateway.webhook`, each agency's own."""

from datetime import timedelta
from uuid import UUID

from services.gateway.platform.webhooks.model import (
    OLD_SECRET_SIGNS,
    NewWebhook,
    OffBecause,
    Webhook,
    WebhookNotFound,
)
from shared.ids import AgencyId
from shared.tenancy import Connection


async def add(
    connection: Connection, agency: AgencyId, key: UUID, new: NewWebhook, secret: bytes
) -> None:
    await connection.execute(
        """INSERT INTO gateway.webhook (id, agency_id, url, description, kinds, secret)
        VALUES ($1, $2, $3, $4, $5, $6)""",
        key,
        agency,
        new.url,
        new.description or "",
        list(dict.fromkeys(new.kinds)),
        secret,
    )


async def webhooks(connection: Connection, agency: AgencyId) -> list[Webhook]:
    rows = await connection.fetch(
        """SELECT id, url, description, kinds, made_at, failing_since, off_at, off_because,
            CASE WHEN old_secret_until > now() THEN old_secret_until END AS old_secret_until
        FROM gateway.webhook WHERE agency_id = $1 ORDER BY made_at, id""",
        agency,
    )
    return [Webhook(**row) for row in rows]


async def webhook(connection: Connection, agency: AgencyId, key: UUID) -> Webhook:
    """Raises WebhookNotFound."""
    for each in await webhooks(connection, agency):
        if each.id == key:
            return each
    raise WebhookNotFound


async def rotate(connection: Connection, agency: AgencyId, key: UUID, secret: bytes) -> bool:
    """Put a new secret in; the one before signs beside it for a day."""
    return bool(
        await connection.fetchval(
            """UPDATE gateway.webhook SET secret = $3, old_secret = secret,
                old_secret_until = now() + $4::interval
            WHERE agency_id = $1 AND id = $2 RETURNING true""",
            agency,
            key,
            secret,
            OLD_SECRET_SIGNS,
        )
    )


async def switch_on(connection: Connection, agency: AgencyId, key: UUID) -> bool:
    return bool(
        await connection.fetchval(
            """UPDATE gateway.webhook SET off_at = NULL, off_because = NULL, failing_since = NULL
            WHERE agency_id = $1 AND id = $2 RETURNING true""",
            agency,
            key,
        )
    )


async def switch_off(
    connection: Connection, agency: AgencyId, key: UUID, because: OffBecause
) -> bool:
    """Switch off; False where there is none, or it is off already."""
    return bool(
        await connection.fetchval(
            """UPDATE gateway.webhook SET off_at = now(), off_because = $3
            WHERE agency_id = $1 AND id = $2 AND off_at IS NULL RETURNING true""",
            agency,
            key,
            because,
        )
    )


async def delete(connection: Connection, agency: AgencyId, key: UUID) -> bool:
    """Delete a webhook, with the log of its deliveries."""
    return bool(
        await connection.fetchval(
            "DELETE FROM gateway.webhook WHERE agency_id = $1 AND id = $2 RETURNING true",
            agency,
            key,
        )
    )


async def mark_success(connection: Connection, key: UUID) -> None:
    await connection.execute(
        """UPDATE gateway.webhook SET failing_since = NULL
        WHERE id = $1 AND failing_since IS NOT NULL""",
        key,
    )


async def mark_failure(connection: Connection, key: UUID, give_up: timedelta) -> bool:
    """Note that a webhook did not take something; True where it took nothing for long."""
    return bool(
        await connection.fetchval(
            """UPDATE gateway.webhook SET failing_since = coalesce(failing_since, now())
            WHERE id = $1 RETURNING failing_since <= now() - $2::interval""",
            key,
            give_up,
        )
    )


async def owners(connection: Connection, agency: AgencyId) -> list[str]:
    rows = await connection.fetch(
        """SELECT coalesce(p.email_as_typed, p.email) AS email
        FROM platform.billing_membership_v1 m
        JOIN platform.billing_person_v1 p ON p.id = m.person_id
        WHERE m.agency_id = $1 AND m.role = 'owner' ORDER BY p.email""",
        agency,
    )
    return [row["email"] for row in rows]
