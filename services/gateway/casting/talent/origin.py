"""Where an office has somebody from: said in the first mail to who was imported.

Whose data did not come from themselves is told the source, and how to have them erased, at the
latest with the first mail (Regulation (EU) 2016/679, article 14, paragraphs 2 (c) and (f), 3 (b)).
Whoever mails talent passes the letter through `introduced`.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.gateway.platform.mail import Letter
from services.gateway.web.desk import Office
from shared.lines import isolated
from shared.texts import gettext_noop

_TALENT_OR_GUARDIAN = frozenset({"talent", "guardian"})
_SOURCE = gettext_noop("""\
Why you get this: {agency} keeps the name and address of {name} for casting since
{day}. They came from a list of the office's own. To see what is kept, to have it corrected or to
have it erased, answer this mail; you need give no reason.""")


async def introduced(office: Office, who: str, letter: Letter) -> Letter:
    """Return a letter to `talent:<id>`, or to the `guardian:<id>` of a child; the first one about
    who was imported says where their data are from."""
    (written,) = await introduced_each(office, [(who, letter)])
    return written


async def introduced_each(office: Office, letters: Sequence[tuple[str, Letter]]) -> list[Letter]:
    """Do as `introduced` does with several letters, in their order."""
    untold = await _untold(office, [who for who, _ in letters])
    return [_with_source(office, letter, untold.pop(who, None)) for who, letter in letters]


def _with_source(office: Office, letter: Letter, imported: Any) -> Letter:
    if imported is None:
        return letter
    return letter.followed_by(
        _SOURCE,
        agency=isolated(office.agency.name),
        name=isolated(imported["name"]),
        day=f"{imported['added_at']:%d %B %Y}",
    )


async def _untold(office: Office, whose: Sequence[str]) -> dict[str, Any]:
    """Return who of some was imported and not told yet, by `talent:<id>` or `guardian:<id>`; now
    they are told."""
    parts = [who.partition(":") for who in whose]
    rows = await office.connection.fetch(
        """WITH addressed AS MATERIALIZED (
            SELECT a.who, coalesce(g.talent_id, a.id) AS talent_id
            FROM unnest($1::text[], $2::uuid[]) AS a (who, id)
            LEFT JOIN guardian g ON g.id = a.id)
        UPDATE talent t SET told_at = now() FROM addressed
        WHERE t.id = addressed.talent_id AND t.id = ANY (ARRAY(SELECT talent_id FROM addressed))
            AND t.source = 'import' AND t.told_at IS NULL
        RETURNING addressed.who, t.name, t.added_at""",
        [f"{kind}:{key}" for kind, _, key in parts if kind in _TALENT_OR_GUARDIAN],
        [UUID(key) for kind, _, key in parts if kind in _TALENT_OR_GUARDIAN],
    )
    return {row["who"]: row for row in rows}


async def taken_back(office: Office, mail_id: UUID) -> None:
    """Let the next letter say it, where the one that did was taken back before it left."""
    await office.connection.execute(
        """UPDATE talent SET told_at = NULL FROM mail_record m
        WHERE m.id = $1 AND talent.told_at = m.made_at AND talent.id::text = coalesce(
            (SELECT talent_id FROM guardian WHERE 'guardian:' || id = m.who)::text,
            substr(m.who, length('talent:') + 1))""",
        mail_id,
    )
