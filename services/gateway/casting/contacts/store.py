"""`contact`: whom the office knows besides talent."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.gateway.casting.contacts.model import (
    Contact,
    ContactFields,
    ContactFilters,
    ContactNotFound,
)
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import COUNTED, Asked, Page, Selection
from shared import addresses
from shared.addresses import Address
from shared.ids import ContactId
from shared.tenancy import Connection

# $1 pattern, $2 company, $3 rows; from $4 the place after which the page begins.
_PAGES: Mapping[str, str] = {
    "name": """SELECT (sort_name, id) AS place, id, name, title, company,
            email_as_typed AS email, phone, coalesce(zone, '') AS zone, note, source, version,
            added_at, deleted_at
        FROM contact WHERE deleted_at IS NULL AND (sort_name, id) > ($4, $5)
            AND searched LIKE lower(extensions.unaccented($1))
            AND ($2 = '' OR sort_company = lower(extensions.unaccented($2)))
        ORDER BY sort_name, id LIMIT $3""",
    "company": """SELECT (sort_company, sort_name, id) AS place, id, name, title, company,
            email_as_typed AS email, phone, coalesce(zone, '') AS zone, note, source, version,
            added_at, deleted_at
        FROM contact WHERE deleted_at IS NULL AND (sort_company, sort_name, id) > ($4, $5, $6)
            AND searched LIKE lower(extensions.unaccented($1))
            AND ($2 = '' OR sort_company = lower(extensions.unaccented($2)))
        ORDER BY sort_company, sort_name, id LIMIT $3""",
    "newest": """SELECT (added_at, id) AS place, id, name, title, company,
            email_as_typed AS email, phone, coalesce(zone, '') AS zone, note, source, version,
            added_at, deleted_at
        FROM contact WHERE deleted_at IS NULL AND (added_at, id) < ($4, $5)
            AND searched LIKE lower(extensions.unaccented($1))
            AND ($2 = '' OR sort_company = lower(extensions.unaccented($2)))
        ORDER BY added_at DESC, id DESC LIMIT $3""",
}


async def contacts(office: Office, asked: Asked[ContactFilters]) -> Page[Contact]:
    rows = await office.connection.fetch(
        _PAGES[asked.sort],
        asked.pattern,
        asked.filters.company,
        asked.rows,
        *asked.after,
    )
    return await listing.page(asked, rows, Contact, lambda: _count(office, asked))


async def _count(office: Office, asked: Asked[ContactFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM contact WHERE deleted_at IS NULL
            AND searched LIKE lower(extensions.unaccented($1))
            AND ($2 = '' OR sort_company = lower(extensions.unaccented($2)))
            LIMIT $3) AS found""",
        asked.pattern,
        asked.filters.company,
        COUNTED + 1,
    )
    return found


async def chosen(office: Office, selection: Selection[ContactFilters]) -> list[ContactId]:
    """Return who is chosen, locked for the transaction; `COUNTED` + 1 where they are more."""
    rows = await office.connection.fetch(
        """SELECT id FROM contact WHERE deleted_at IS NULL
            AND ($1::uuid[] IS NULL OR id = ANY($1))
            AND searched LIKE lower(extensions.unaccented($2))
            AND ($3 = '' OR sort_company = lower(extensions.unaccented($3)))
        ORDER BY id LIMIT $4 FOR UPDATE""",
        selection.among,
        selection.pattern,
        selection.filters.company if selection.filters else "",
        COUNTED + 1,
    )
    return [row["id"] for row in rows]


async def contact(office: Office, contact_id: UUID) -> Contact:
    """Raises ContactNotFound: none, or it is in the bin."""
    row = await office.connection.fetchrow(
        """SELECT id, name, title, company, email_as_typed AS email, phone,
            coalesce(zone, '') AS zone, note, source, version, added_at, deleted_at
        FROM contact WHERE id = $1 AND deleted_at IS NULL""",
        contact_id,
    )
    if row is None:
        raise ContactNotFound
    return Contact(**row)


async def by_address(office: Office, name: str, address: Address) -> Contact | None:
    """Return who has this address and this name, whatever its capitals and accents."""
    found: UUID | None = await office.connection.fetchval(
        """SELECT id FROM contact WHERE email = $1 AND deleted_at IS NULL
            AND sort_name = lower(extensions.unaccented($2))
        ORDER BY id LIMIT 1""",
        address.key,
        name,
    )
    return await contact(office, found) if found else None


async def add(office: Office, contact: Contact) -> None:
    await office.connection.execute(
        """INSERT INTO contact (id, name, title, company, email, email_as_typed, phone, zone, note,
            source, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''), $9, $10, $11)""",
        contact.id,
        contact.name,
        contact.title,
        contact.company,
        addresses.comparable(contact.email) if contact.email else "",
        contact.email,
        contact.phone,
        contact.zone,
        contact.note,
        contact.source,
        contact.added_at,
    )


async def save(office: Office, contact_id: UUID, version: int, fields: ContactFields) -> bool:
    """Write an edit that was made on a version; False where that is not the newest."""
    return bool(
        await office.connection.fetchval(
            """UPDATE contact SET name = $3, title = $4, company = $5, email = $6,
                email_as_typed = $7, phone = $8, zone = nullif($9, ''), note = $10,
                version = version + 1
            WHERE id = $1 AND version = $2 AND deleted_at IS NULL RETURNING true""",
            contact_id,
            version,
            fields.name,
            fields.title,
            fields.company,
            addresses.comparable(fields.email) if fields.email else "",
            fields.email,
            fields.phone,
            fields.zone,
            fields.note,
        )
    )


async def hide(office: Office, contact_ids: Sequence[UUID]) -> list[ContactId]:
    """Put contacts into the bin; return those that were not there yet."""
    rows = await office.connection.fetch(
        """UPDATE contact SET deleted_at = $2
        WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL RETURNING id""",
        contact_ids,
        office.now,
    )
    return [row["id"] for row in rows]


async def restore(office: Office, contact_ids: Sequence[UUID]) -> list[ContactId]:
    """Take contacts out of the bin; return those that were there."""
    rows = await office.connection.fetch(
        """UPDATE contact SET deleted_at = NULL, version = version + 1
        WHERE id = ANY($1::uuid[]) AND deleted_at IS NOT NULL RETURNING id""",
        contact_ids,
    )
    return [row["id"] for row in rows]


async def forget(connection: Connection, contact_id: UUID) -> None:
    """Delete a contact for good."""
    await connection.execute("DELETE FROM contact WHERE id = $1", contact_id)
