"""Contacts of a list, many at once; known as talent is (`talent.py`)."""

from collections.abc import Sequence
from typing import Any

from services.gateway.casting.talent.importing.entries import Entry
from shared.tenancy import Connection


async def known(connection: Connection, entries: Sequence[Entry]) -> list[Any]:
    """Return who is known already, each with the line of an entry, the likeliest of a line first.
    They are held until the transaction ends."""
    return await connection.fetch(
        """SELECT e.line, c.id, c.name, c.title, c.company, c.email, c.email_as_typed, c.phone,
            c.zone, c.note
        FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[])
            AS e (line, name, email, phone)
        CROSS JOIN LATERAL (
            SELECT id, name, title, company, email, email_as_typed, phone, zone, note, added_at
            FROM contact
            WHERE sort_name = lower(extensions.unaccented(e.name))
                AND (email = e.email AND e.email <> ''
                    OR phone_key = right(regexp_replace(e.phone, '[^0-9]', '', 'g'), 9)
                        AND phone_key <> '')
                AND deleted_at IS NULL
            FOR UPDATE) AS c
        ORDER BY e.line, (c.email = e.email) DESC, c.added_at, c.id""",
        [each.line for each in entries],
        [each.name for each in entries],
        [each.email for each in entries],
        [each.phone for each in entries],
    )


async def add(connection: Connection, people: Sequence[dict[str, Any]]) -> None:
    await connection.execute(
        """INSERT INTO contact (id, name, title, company, email, email_as_typed, phone, zone, note,
            source)
        SELECT e.id, e.name, coalesce(e.title, ''), coalesce(e.company, ''),
            coalesce(e.email, ''), coalesce(e.email_as_typed, ''), coalesce(e.phone, ''), e.zone,
            coalesce(e.note, ''), 'import'
        FROM jsonb_to_recordset($1) AS e (id uuid, name text, title text, company text, email text,
            email_as_typed text, phone text, zone text, note text)""",
        people,
    )


async def change(connection: Connection, people: Sequence[dict[str, Any]]) -> None:
    await connection.execute(
        """UPDATE contact c SET version = c.version + 1, title = e.title, company = e.company,
            email = e.email, email_as_typed = e.email_as_typed, phone = e.phone, zone = e.zone,
            note = e.note
        FROM jsonb_to_recordset($1) AS e (id uuid, title text, company text, email text,
            email_as_typed text, phone text, zone text, note text)
        WHERE c.id = e.id AND c.id = ANY($2::uuid[])""",
        people,
        [each["id"] for each in people],
    )
