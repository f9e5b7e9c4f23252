"""The list of talent, a page at a time, and who of it is chosen for a bulk act."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from services.gateway.casting.talent.model import Talent
from services.gateway.web import listing
from services.gateway.web.desk import Office
from services.gateway.web.listing import (
    ALPHABETICAL,
    COUNTED,
    NEWEST_FIRST,
    Asked,
    Listing,
    Order,
    Page,
    Selection,
)
from shared.ids import TalentId
from shared.lines import OptionalLine
from shared.texts import gettext_noop


class TalentFilters(msgspec.Struct, frozen=True):
    """What narrows the list. `archived` shows who was put aside, in the place of the others."""

    tag: OptionalLine = ""
    union: OptionalLine = ""
    language: OptionalLine = ""
    minor: bool | None = None
    archived: bool = False


TALENT = Listing(
    orders={
        "name": Order("Name", ALPHABETICAL),
        "newest": Order("Newest first", NEWEST_FIRST),
    },
    filters=TalentFilters,
    searched=gettext_noop("Name, email or tag"),
)

# $1 pattern, $2 the words of it as a tag, $3 tag, $4 union, $5 language, $6 minor, $7 archived,
# $8 rows; from $9 the place after which the page begins.
_PAGES: Mapping[str, str] = {
    "name": """SELECT (sort_name, id) AS place, id, name, pronouns, email_as_typed AS email, phone,
            zone, based_in, playing_age_from, playing_age_to, height_cm, skills, languages,
            accents, unions, tags, links, minor, source, version, added_at, archived_at
        FROM talent WHERE deleted_at IS NULL AND merged_into IS NULL
            AND (sort_name, id) > ($9, $10)
            AND (searched LIKE lower(extensions.unaccented($1)) OR $2 = ANY (tags))
            AND ($3 = '' OR tags @> ARRAY[$3]) AND ($4 = '' OR unions @> ARRAY[$4])
            AND ($5 = '' OR languages @> ARRAY[$5])
            AND ($6::boolean IS NULL OR minor = $6) AND (archived_at IS NOT NULL) = $7
        ORDER BY sort_name, id LIMIT $8""",
    "newest": """SELECT (added_at, id) AS place, id, name, pronouns, email_as_typed AS email, phone,
            zone, based_in, playing_age_from, playing_age_to, height_cm, skills, languages,
            accents, unions, tags, links, minor, source, version, added_at, archived_at
        FROM talent WHERE deleted_at IS NULL AND merged_into IS NULL
            AND (added_at, id) < ($9, $10)
            AND (searched LIKE lower(extensions.unaccented($1)) OR $2 = ANY (tags))
            AND ($3 = '' OR tags @> ARRAY[$3]) AND ($4 = '' OR unions @> ARRAY[$4])
            AND ($5 = '' OR languages @> ARRAY[$5])
            AND ($6::boolean IS NULL OR minor = $6) AND (archived_at IS NOT NULL) = $7
        ORDER BY added_at DESC, id DESC LIMIT $8""",
}


async def talent(office: Office, asked: Asked[TalentFilters]) -> Page[Talent]:
    rows = await office.connection.fetch(
        _PAGES[asked.sort], *narrowing(asked), asked.rows, *asked.after
    )
    return await listing.page(asked, rows, Talent, lambda: _count(office, asked))


async def _count(office: Office, asked: Asked[TalentFilters]) -> int:
    found: int = await office.connection.fetchval(
        """SELECT count(*) FROM (SELECT FROM talent
            WHERE deleted_at IS NULL AND merged_into IS NULL
            AND (searched LIKE lower(extensions.unaccented($1)) OR $2 = ANY (tags))
            AND ($3 = '' OR tags @> ARRAY[$3]) AND ($4 = '' OR unions @> ARRAY[$4])
            AND ($5 = '' OR languages @> ARRAY[$5])
            AND ($6::boolean IS NULL OR minor = $6) AND (archived_at IS NOT NULL) = $7
            LIMIT $8) AS found""",
        *narrowing(asked),
        COUNTED + 1,
    )
    return found


async def chosen(office: Office, selection: Selection[TalentFilters]) -> list[TalentId]:
    """Return who is chosen, locked for the transaction; `COUNTED` + 1 where they are more."""
    rows = await office.connection.fetch(
        """SELECT id FROM talent WHERE deleted_at IS NULL AND merged_into IS NULL
            AND (searched LIKE lower(extensions.unaccented($1)) OR $2 = ANY (tags))
            AND ($3 = '' OR tags @> ARRAY[$3]) AND ($4 = '' OR unions @> ARRAY[$4])
            AND ($5 = '' OR languages @> ARRAY[$5])
            AND ($6::boolean IS NULL OR minor = $6)
            AND ($9::uuid[] IS NOT NULL OR (archived_at IS NOT NULL) = $7)
            AND ($9::uuid[] IS NULL OR id = ANY($9))
        ORDER BY id LIMIT $8 FOR NO KEY UPDATE""",
        *narrowing(selection),
        COUNTED + 1,
        selection.among,
    )
    return [row["id"] for row in rows]


async def add_tag(office: Office, talent_ids: Sequence[UUID], tag: str) -> list[TalentId]:
    """Give a tag to people who were looked up; return who had it not, and has room for it."""
    rows = await office.connection.fetch(
        """UPDATE talent SET tags = array_append(tags, $2), version = version + 1
        WHERE id = ANY($1) AND NOT tags @> ARRAY[$2] AND cardinality(tags) < 50 RETURNING id""",
        talent_ids,
        tag,
    )
    return [row["id"] for row in rows]


async def archive(office: Office, talent_ids: Sequence[UUID]) -> list[TalentId]:
    """Put people aside who were looked up; return those who were not yet."""
    rows = await office.connection.fetch(
        """UPDATE talent SET archived_at = $2, version = version + 1
        WHERE id = ANY($1) AND archived_at IS NULL RETURNING id""",
        talent_ids,
        office.now,
    )
    return [row["id"] for row in rows]


def narrowing(asked: Asked[TalentFilters] | Selection[TalentFilters]) -> tuple[Any, ...]:
    """Return what the queries of the list take for $1 to $7."""
    filters = asked.filters or TalentFilters()
    return (
        asked.pattern,
        asked.q,
        filters.tag,
        filters.union,
        filters.language,
        filters.minor,
        filters.archived,
    )
