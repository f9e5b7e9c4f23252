"""Where an office has somebody from: said in the first mail to who was imported.

Whose data did not come from themselves is told the source, and how to have them erased, at the
latest with the first mail (Regulation (EU) 2016/679, article 14, paragraphs 2 (c) and (f), 3 (b)).
Whoever mails talent passes the letter through `introduced`.
"""

from uuid import UUID

from services.gateway.platform.mail import Letter
from services.gateway.web.desk import Office
from shared.lines import isolated

_SOURCE = """Why you get this: {agency} keeps the name and address of {name} for casting since
{day}. They came from a list of the office's own. To see what is kept, to have it corrected or to
have it erased, answer this mail; you need give no reason."""


async def introduced(office: Office, who: str, letter: Letter) -> Letter:
    """Return a letter to `talent:<id>`, or to the `guardian:<id>` of a child; the first one about
    who was imported says where their data are from."""
    kind, _, key = who.partition(":")
    if kind not in {"talent", "guardian"}:
        return letter
    row = await office.connection.fetchrow(
        """UPDATE talent SET told_at = now()
        WHERE id = coalesce((SELECT talent_id FROM guardian WHERE id = $1), $1)
            AND source = 'import' AND told_at IS NULL
        RETURNING name, added_at""",
        UUID(key),
    )
    if row is None:
        return letter
    return letter.followed_by(
        _SOURCE,
        agency=isolated(office.agency.name),
        name=isolated(row["name"]),
        day=f"{row['added_at']:%d %B %Y}",
    )


async def taken_back(office: Office, mail_id: UUID) -> None:
    """Let the next letter say it, where the one that did was taken back before it left."""
    await office.connection.execute(
        """UPDATE talent SET told_at = NULL FROM mail_record m
        WHERE m.id = $1 AND talent.told_at = m.made_at AND talent.id::text = coalesce(
            (SELECT talent_id FROM guardian WHERE 'guardian:' || id = m.who)::text,
            substr(m.who, length('talent:') + 1))""",
        mail_id,
    )
