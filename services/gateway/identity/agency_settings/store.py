"""`agency_settings` of the agency whose transaction it is: no row before the first edit."""

from datetime import timedelta

from services.gateway.identity.agency_settings.model import Settings, SettingsFields
from services.gateway.web.desk import Office
from services.gateway.web.rendering.display import AgencySettings
from shared.tenancy import Connection


async def in_force(connection: Connection) -> AgencySettings:
    """Return what the pages and mails of every member go by."""
    row = await connection.fetchrow(
        "SELECT zone, clock, reply_to, signature, logo_id AS logo FROM agency_settings"
    )
    return AgencySettings(**row) if row else AgencySettings()


async def settings(office: Office) -> Settings:
    row = await office.connection.fetchrow(
        """SELECT version, zone, clock, signature, reply_to, asked_reply_to
        FROM agency_settings"""
    )
    return Settings(**row) if row else Settings()


async def save(office: Office, version: int, fields: SettingsFields) -> bool:
    """Write the fields down; false where the settings are no longer at this version."""
    return bool(
        await office.connection.fetchval(
            """INSERT INTO agency_settings (version, zone, clock, signature)
            SELECT 2, $2, $3, $4 WHERE $1 = 1 OR EXISTS (SELECT FROM agency_settings)
            ON CONFLICT (only_row) DO UPDATE SET version = agency_settings.version + 1,
                zone = excluded.zone, clock = excluded.clock, signature = excluded.signature
            WHERE agency_settings.version = $1 RETURNING true""",
            version,
            fields.zone,
            fields.clock,
            fields.signature,
        )
    )


async def ask_reply_to(
    office: Office, address: str, token_hash: bytes, lifetime: timedelta
) -> None:
    """Keep an address that is to be confirmed, in the place of another one."""
    await office.connection.execute(
        """INSERT INTO agency_settings (asked_reply_to, reply_token_hash, reply_expires_at)
        VALUES ($1, $2, now() + $3::interval)
        ON CONFLICT (only_row) DO UPDATE SET asked_reply_to = excluded.asked_reply_to,
            reply_token_hash = excluded.reply_token_hash,
            reply_expires_at = excluded.reply_expires_at""",
        address,
        token_hash,
        lifetime,
    )


async def asked_reply_to(office: Office, token_hash: bytes) -> str | None:
    """Return the address that a link confirms; None where it is good no more."""
    address: str | None = await office.connection.fetchval(
        """SELECT asked_reply_to FROM agency_settings
        WHERE reply_token_hash = $1 AND reply_expires_at > now()""",
        token_hash,
    )
    return address


async def confirm_reply_to(office: Office, token_hash: bytes) -> bool:
    """Let answers go to the address that a link confirms; False where it is good no more."""
    return bool(
        await office.connection.fetchval(
            """UPDATE agency_settings SET reply_to = asked_reply_to, asked_reply_to = '',
                reply_token_hash = NULL, reply_expires_at = NULL
            WHERE reply_token_hash = $1 AND reply_expires_at > now() RETURNING true""",
            token_hash,
        )
    )


async def set_reply_to(office: Office, address: str) -> None:
    """Let answers go to an address from now on; "" to who wrote."""
    await office.connection.execute(
        """INSERT INTO agency_settings (reply_to) VALUES ($1)
        ON CONFLICT (only_row) DO UPDATE SET reply_to = excluded.reply_to, asked_reply_to = '',
            reply_token_hash = NULL, reply_expires_at = NULL""",
        address,
    )
