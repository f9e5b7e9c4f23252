"""Lists of terms: skills, languages, accents, unions, tags. As typed, and as they are kept."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from services.gateway.casting.talent.model import TERMS
from services.gateway.web.desk import Office
from shared import lines
from shared.tenancy import EVERY_PRODUCTION

_BETWEEN = re.compile(r"[,;\n،、，；]")  # noqa: RUF001 - commas of other scripts
OFFERED = 500
LATEST = 2000


def of_text(text: str) -> list[str]:
    """Read terms that somebody typed into one field, with commas or a line for each."""
    return [term for part in _BETWEEN.split(text) if (term := part.strip())]


def read(posted: Mapping[str, Any]) -> dict[str, Any]:
    """Return a posted form in which fields of terms, and of links, are lists."""
    lists = {name: of_text(posted[name]) for name in TERMS if isinstance(posted.get(name), str)}
    links = posted.get("links")
    return {**posted, **lists, **({"links": links.split()} if isinstance(links, str) else {})}


def tidy(terms: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """Return terms each once, however it is spelled, in the spelling that is known of it.

    `known` has spellings by their case-folded form.
    """
    found: dict[str, str] = {}
    for term in map(lines.plain, terms):
        found.setdefault(term.casefold(), known.get(term.casefold(), term))
    return list(found.values())


# Row-level security holds a freelancer to theirs in any case. But who looks for the latest of the
# office would look at everybody in it, so a scope begins with whom it reaches, and in no order.
_LATEST: Mapping[bool, str] = {
    True: """SELECT skills, languages, accents, unions, tags FROM talent
            WHERE deleted_at IS NULL AND merged_into IS NULL
            ORDER BY added_at DESC, id DESC LIMIT $1""",
    False: """SELECT skills, languages, accents, unions, tags FROM talent
            WHERE deleted_at IS NULL AND merged_into IS NULL
            AND id IN (SELECT s.id FROM talent_in_scope s LIMIT $1)""",
}
_KNOWN = """WITH latest AS MATERIALIZED ({latest})
        SELECT field, term FROM (
            SELECT 'skills' AS field, unnest(skills) AS term FROM latest
            UNION SELECT 'languages', unnest(languages) FROM latest
            UNION SELECT 'accents', unnest(accents) FROM latest
            UNION SELECT 'unions', unnest(unions) FROM latest
            UNION SELECT 'tags', unnest(tags) FROM latest) AS used
        ORDER BY term LIMIT $2"""


async def known(office: Office) -> dict[str, dict[str, str]]:
    """Return the terms in use for each field, as `tidy` takes them.

    It is those of the people who were added last: an office's words are all among them, and the
    answer is as quick with 50,000 people.
    """
    latest = _LATEST[office.scope == EVERY_PRODUCTION]
    rows = await office.connection.fetch(_KNOWN.format(latest=latest), LATEST, OFFERED * len(TERMS))
    found: dict[str, dict[str, str]] = {field: {} for field in TERMS}
    for row in rows:
        found[row["field"]].setdefault(row["term"].casefold(), row["term"])
    return found
