"""What a list says of productions beside their titles: how many roles, people, answers owed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.web.desk import Office
from shared.vocabulary.plans import HOUR_MS, PLANS, PlanName


class Figures(msgspec.Struct, frozen=True):
    """How far a production is. `next_start` is local, where its next session takes place."""

    roles: int = 0
    people: int = 0
    next_start: datetime | None = None
    next_zone: str = ""
    recorded_ms: int | None = None
    plan: PlanName | None = None
    owed: int = 0

    @property
    def hours(self) -> str:
        """Of the plan's, as "2.5 / 20"; "" without a plan."""
        if self.plan is None or self.recorded_ms is None:
            return ""
        return f"{self.recorded_ms / HOUR_MS:.1f} / {PLANS[self.plan].hours}"


async def of_productions(office: Office, ids: Sequence[UUID]) -> Mapping[UUID, Figures]:
    """Return the figures of productions that were looked up, in two queries for all of them."""
    rows = await office.connection.fetch(
        """SELECT p.id,
            (SELECT count(*) FROM role r WHERE r.production_id = p.id) AS roles,
            (SELECT count(DISTINCT c.talent_id) FROM candidate c
                WHERE c.production_id = p.id AND c.deleted_at IS NULL) AS people,
            next.local_start AS next_start, coalesce(next.zone, '') AS next_zone,
            account.recorded_ms, account.plan
        FROM production p
        LEFT JOIN platform.billing_own_account_v1 account ON account.production_id = p.id
        LEFT JOIN LATERAL (SELECT l.local_start, s.zone FROM session s
            JOIN slot l ON l.session_id = s.id WHERE s.production_id = p.id AND l.starts_at >= $2
            ORDER BY l.starts_at LIMIT 1) AS next ON true
        WHERE p.id = ANY($1::uuid[])""",
        ids,
        office.now,
    )
    owed = await answers_owed(office, ids)
    return {
        row["id"]: Figures(
            **{name: value for name, value in row.items() if name != "id"},
            owed=owed.get(row["id"], 0),
        )
        for row in rows
    }


async def answers_owed(office: Office, ids: Sequence[UUID] | None = None) -> Mapping[UUID, int]:
    """Return how many were seen and not told since of what was decided last, by their productions;
    of all in scope, or of some. The slice of answers says who they are."""
    rows = await office.connection.fetch(
        """WITH came AS (
            SELECT DISTINCT ON (p.candidate_id) p.candidate_id, p.production_id, p.added_at
            FROM slot_participant p JOIN slot l ON l.id = p.slot_id
            JOIN candidate c ON c.id = p.candidate_id
            JOIN guest g ON g.slot_id = p.slot_id AND g.talent_id = c.talent_id
            JOIN rooms_visit_v1 v ON v.session_id = l.session_id AND v.place = 'stage'
                AND v.who = 'guest:' || g.id
            WHERE $1::uuid[] IS NULL OR p.production_id = ANY($1)
            ORDER BY p.candidate_id, p.added_at DESC)
        SELECT came.production_id, count(*) AS owed
        FROM came JOIN candidate c ON c.id = came.candidate_id
        LEFT JOIN LATERAL (SELECT id FROM decision WHERE candidate_id = c.id
            ORDER BY decided_at DESC, id DESC LIMIT 1) AS d ON true
        LEFT JOIN LATERAL (SELECT status, written_at FROM answer
            WHERE decision_id = d.id ORDER BY written_at DESC, id DESC LIMIT 1) AS a ON true
        WHERE c.deleted_at IS NULL AND NOT (
            coalesce(a.status, '') IN ('waiting', 'sent') AND a.written_at >= came.added_at)
        GROUP BY came.production_id""",
        ids,
    )
    return {row["production_id"]: row["owed"] for row in rows}
