"""Who wants no more mails of a kind: the table `mail_suppression` of the agency at work."""

from services.gateway.platform.mail.model import NewMail
from shared import addresses
from shared.tenancy import Connection


async def has(connection: Connection, mail: NewMail) -> bool:
    return await is_suppressed(connection, mail.recipient, mail.kind)


async def is_suppressed(connection: Connection, recipient: str, kind: str) -> bool:
    return bool(
        await connection.fetchval(
            "SELECT true FROM mail_suppression WHERE email = $1 AND kind = $2",
            addresses.comparable(recipient),
            kind,
        )
    )


async def add(connection: Connection, recipient: str, kind: str) -> bool:
    """Send somebody no more of a kind; false where that was so already."""
    return bool(
        await connection.fetchval(
            """INSERT INTO mail_suppression (email, kind) VALUES ($1, $2)
            ON CONFLICT DO NOTHING RETURNING true""",
            addresses.comparable(recipient),
            kind,
        )
    )


async def remove(connection: Connection, recipient: str, kind: str) -> bool:
    return bool(
        await connection.fetchval(
            "DELETE FROM mail_suppression WHERE email = $1 AND kind = $2 RETURNING true",
            addresses.comparable(recipient),
            kind,
        )
    )
