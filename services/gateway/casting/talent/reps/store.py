"""`rep` and `rep_firm` of the agency whose transaction it is."""

from uuid import UUID

from services.gateway.casting.talent.reps.model import (
    Firm,
    FirmFields,
    FirmNotFound,
    Rep,
    RepFields,
    RepNotFound,
)
from services.gateway.web.desk import Office
from shared import addresses
from shared.ids import RepFirmId, RepId


async def reps(office: Office, *, firm_id: UUID | None = None, most: int = 500) -> list[Rep]:
    """Return the reps of a firm, or all, by their names; at most so many."""
    rows = await office.connection.fetch(
        """SELECT rep.id, rep.firm_id, rep_firm.name AS firm, rep.name, rep.title,
            rep.email_as_typed AS email, rep.phone, rep.zone, rep.version
        FROM rep LEFT JOIN rep_firm ON rep_firm.id = rep.firm_id AND rep_firm.deleted_at IS NULL
        WHERE rep.deleted_at IS NULL AND ($1::uuid IS NULL OR rep.firm_id = $1)
        ORDER BY rep.sort_name, rep.id LIMIT $2""",
        firm_id,
        most,
    )
    return [Rep(**row) for row in rows]


async def rep(office: Office, rep_id: UUID) -> Rep:
    """Raises RepNotFound."""
    row = await office.connection.fetchrow(
        """SELECT rep.id, rep.firm_id, rep_firm.name AS firm, rep.name, rep.title,
            rep.email_as_typed AS email, rep.phone, rep.zone, rep.version
        FROM rep LEFT JOIN rep_firm ON rep_firm.id = rep.firm_id AND rep_firm.deleted_at IS NULL
        WHERE rep.id = $1 AND rep.deleted_at IS NULL""",
        rep_id,
    )
    if row is None:
        raise RepNotFound
    return Rep(**row)


async def add_rep(office: Office, rep_id: RepId, new: RepFields) -> None:
    await office.connection.execute(
        """INSERT INTO rep (id, firm_id, name, title, email, email_as_typed, phone, zone)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        rep_id,
        new.firm_id,
        new.name,
        new.title,
        addresses.comparable(new.email) if new.email else "",
        new.email,
        new.phone,
        new.zone,
    )


async def save_rep(office: Office, rep_id: RepId, version: int, fields: RepFields) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    return bool(
        await office.connection.fetchval(
            """UPDATE rep SET firm_id = $3, name = $4, title = $5, email = $6,
                email_as_typed = $7, phone = $8, zone = $9, version = version + 1
            WHERE id = $1 AND version = $2 AND deleted_at IS NULL RETURNING true""",
            rep_id,
            version,
            fields.firm_id,
            fields.name,
            fields.title,
            addresses.comparable(fields.email) if fields.email else "",
            fields.email,
            fields.phone,
            fields.zone,
        )
    )


async def firms(office: Office) -> list[Firm]:
    """Return the firms that reps are of, by their names; a member without limits sees all."""
    rows = await office.connection.fetch(
        """SELECT id, name, phone, zone, website, version FROM rep_firm
        WHERE deleted_at IS NULL ORDER BY sort_name, id LIMIT 500"""
    )
    return [Firm(**row) for row in rows]


async def firm(office: Office, firm_id: UUID) -> Firm:
    """Raises FirmNotFound."""
    row = await office.connection.fetchrow(
        """SELECT id, name, phone, zone, website, version FROM rep_firm
        WHERE id = $1 AND deleted_at IS NULL""",
        firm_id,
    )
    if row is None:
        raise FirmNotFound
    return Firm(**row)


async def add_firm(office: Office, new: Firm) -> None:
    await office.connection.execute(
        "INSERT INTO rep_firm (id, name, phone, zone, website) VALUES ($1, $2, $3, $4, $5)",
        new.id,
        new.name,
        new.phone,
        new.zone,
        new.website,
    )


async def save_firm(office: Office, firm_id: RepFirmId, version: int, fields: FirmFields) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    return bool(
        await office.connection.fetchval(
            """UPDATE rep_firm SET name = $3, phone = $4, zone = $5, website = $6,
                version = version + 1
            WHERE id = $1 AND version = $2 AND deleted_at IS NULL RETURNING true""",
            firm_id,
            version,
            fields.name,
            fields.phone,
            fields.zone,
            fields.website,
        )
    )
