"""Through whom a candidate is told: every mail about one asks here."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec

from services.gateway.web.desk import Office
from shared.errors import Conflict
from shared.ids import CandidateId


class Recipient(msgspec.Struct, frozen=True):
    """Whom a mail about a candidate goes to; `who` is `talent:<id>`, `rep:<id>` or
    `guardian:<id>`."""

    role: Literal["person", "rep", "guardian"]
    name: str
    email: str
    who: str


class NobodyToTell(Conflict):
    """There is no address to write to. Add one to the talent, their rep, or a child's guardian."""


async def recipients_of(office: Office, candidate_id: UUID) -> Sequence[Recipient]:
    """Return the person, their rep, both, or the guardian: always the guardian of a minor.

    Raises:
        NobodyToTell: whom the candidate is told through has no address here.
    """
    found = await recipients(office, [candidate_id])
    if candidate_id not in found:
        raise NobodyToTell
    return found[CandidateId(candidate_id)]


async def recipients(
    office: Office, candidate_ids: Sequence[UUID]
) -> dict[CandidateId, list[Recipient]]:
    """Return to whom mails about some candidates go; who has no address is left out."""
    rows = await office.connection.fetch(
        """WITH told AS (
            SELECT c.id, c.rep_id, t.id AS talent_id, t.name, t.email, t.email_as_typed,
                CASE WHEN t.minor THEN 'guardian' ELSE c.told_through END AS through
            FROM candidate c JOIN talent t ON t.id = c.talent_id WHERE c.id = ANY($1::uuid[]))
        SELECT told.id, 'person' AS role, name, email_as_typed AS email,
            'talent:' || talent_id AS who
        FROM told WHERE through IN ('person', 'both') AND email <> ''
        UNION ALL
        SELECT told.id, 'rep', r.name, r.email_as_typed, 'rep:' || r.id
        FROM told JOIN rep r ON r.id = told.rep_id
        WHERE through IN ('rep', 'both') AND r.email <> '' AND r.deleted_at IS NULL
        UNION ALL
        SELECT told.id, 'guardian', g.name, g.email_as_typed, 'guardian:' || g.id
        FROM told, LATERAL (SELECT id, name, email_as_typed FROM guardian
            WHERE talent_id = told.talent_id ORDER BY added_at, id LIMIT 1) AS g
        WHERE through = 'guardian'""",
        candidate_ids,
    )
    found: dict[CandidateId, list[Recipient]] = {}
    for row in rows:
        recipient = Recipient(row["role"], row["name"], row["email"], row["who"])
        found.setdefault(CandidateId(row["id"]), []).append(recipient)
    return found
