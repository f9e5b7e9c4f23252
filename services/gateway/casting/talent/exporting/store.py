"""Whom an export is of, and what the office knows of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.gateway.casting.contacts.model import ContactFilters
from services.gateway.casting.talent.lists import TalentFilters, narrowing
from services.gateway.web.desk import Office
from services.gateway.web.listing import Asked
from shared.tenancy import Connection


async def matching_talent(
    office: Office, asked: Asked[TalentFilters], among: Sequence[UUID] | None
) -> list[UUID]:
    """Return all who match what the list of talent is asked for, by name; of some where given."""
    rows = await office.connection.fetch(
        """SELECT id FROM talent WHERE deleted_at IS NULL AND merged_into IS NULL
            AND (searched LIKE lower(extensions.unaccented($1)) OR $2 = ANY (tags))
            AND ($3 = '' OR tags @> ARRAY[$3]) AND ($4 = '' OR unions @> ARRAY[$4])
            AND ($5 = '' OR languages @> ARRAY[$5])
            AND ($6::boolean IS NULL OR minor = $6)
            AND ($8::uuid[] IS NOT NULL OR (archived_at IS NOT NULL) = $7)
            AND ($8::uuid[] IS NULL OR id = ANY($8))
        ORDER BY sort_name, id""",
        *narrowing(asked),
        among,
    )
    return [row["id"] for row in rows]


async def talent(connection: Connection, ids: Sequence[UUID]) -> list[Any]:
    return await connection.fetch(
        """SELECT id, name, pronouns, email_as_typed AS email, phone, zone, based_in,
            playing_age_from, playing_age_to, height_cm, skills, languages, accents, unions, tags,
            links, minor, source, added_at
        FROM talent WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL AND merged_into IS NULL
        ORDER BY array_position($1::uuid[], id)""",
        ids,
    )


async def matching_contacts(
    office: Office, asked: Asked[ContactFilters], among: Sequence[UUID] | None
) -> list[UUID]:
    """Return all who match what the list of contacts is asked for, by name; of some where given."""
    rows = await office.connection.fetch(
        """SELECT id FROM contact WHERE deleted_at IS NULL
            AND searched LIKE lower(extensions.unaccented($1))
            AND ($2 = '' OR sort_company = lower(extensions.unaccented($2)))
            AND ($3::uuid[] IS NULL OR id = ANY($3))
        ORDER BY sort_name, id""",
        asked.pattern,
        asked.filters.company,
        among,
    )
    return [row["id"] for row in rows]


async def contacts(connection: Connection, ids: Sequence[UUID]) -> list[Any]:
    return await connection.fetch(
        """SELECT id, name, title, company, email_as_typed AS email, phone, zone, note, source,
            added_at
        FROM contact WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL
        ORDER BY array_position($1::uuid[], id)""",
        ids,
    )
