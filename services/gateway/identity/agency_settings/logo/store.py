"""The logo in `agency_settings`; its file is an upload's."""

from uuid import UUID

from services.gateway.web.desk import Office
from shared.tenancy import Connection


async def put(connection: Connection, logo_id: UUID | None, key: str | None) -> UUID | None:
    """Write the logo down, or that there is none; return the one that was there before."""
    before: UUID | None = await connection.fetchval(
        "SELECT logo_id FROM agency_settings FOR UPDATE"
    )
    await connection.execute(
        """INSERT INTO agency_settings (logo_id, logo_key) VALUES ($1, $2)
        ON CONFLICT (only_row) DO UPDATE SET logo_id = excluded.logo_id,
            logo_key = excluded.logo_key""",
        logo_id,
        key,
    )
    return before


async def key_of(office: Office, logo_id: UUID) -> str | None:
    """Return where the file of a logo lies; None where it is not the logo."""
    key: str | None = await office.connection.fetchval(
        "SELECT logo_key FROM agency_settings WHERE logo_id = $1", logo_id
    )
    return key
