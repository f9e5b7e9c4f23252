"""People who came to an audition, and mails for which time has passed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from shared.tenancy import schema_of
from tests.installation import Installation, Office


@asynccontextmanager
async def rows_of(installation: Installation, office: Office) -> AsyncIterator[Any]:
    """Open an office's rows, as their owner."""
    connection = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        agency = await agency_of(connection, office)
        await connection.execute(f'SET search_path TO "{schema_of(agency)}"')
        yield connection
    finally:
        await connection.close()


async def agency_of(connection: Any, office: Office) -> UUID:
    name = office.actor.removeprefix("ana-").removesuffix("@actors.test")
    found: UUID = await connection.fetchval(
        "SELECT id FROM platform.agency WHERE name = $1", f"Office {name}"
    )
    return found


async def came(installation: Installation, office: Office, email: str = "") -> None:
    """Have an actor have been in the room of the session."""
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
            SELECT gen_random_uuid(), s.id, s.production_id, 'stage', 'guest:' || g.id, g.name,
                g.title, 'actor'
            FROM guest g JOIN session s ON s.id = g.session_id WHERE g.email = $1""",
            email or office.actor,
        )


async def mails_leave(installation: Installation) -> None:
    """Let the time pass for which mails wait."""
    connection = await asyncpg.connect(installation.plan.config.owner_url)
    await connection.execute(
        """UPDATE gateway.job SET run_at = now() WHERE kind = 'mail.send' AND status = 'scheduled';
        NOTIFY job_gateway"""
    )
    await connection.close()


async def mails_age(installation: Installation) -> None:
    """Let a day pass since the mails that were sent, as far as quotas go."""
    connection = await asyncpg.connect(installation.plan.config.owner_url)
    await connection.execute("UPDATE gateway.mail SET queued_at = now() - interval '25 hours'")
    await connection.close()
