"""Takes over all productions in scope, as they are asked for."""

from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.web import listing
from services.gateway.web.desk import Desk
from services.gateway.web.listing import COUNTED, NEWEST_FIRST, Asked, Listing, Order, Page
from shared.ids import ProductionId, SessionId, TakeId
from shared.vocabulary.take_phases import TakePhase


class ListedTake(msgspec.Struct, frozen=True):
    """A take as a list has it: who is in it, and how the one who asks rated it."""

    id: TakeId
    production_id: ProductionId
    session_id: SessionId
    production: str
    session: str
    role_name: str
    scene: str
    number: int
    started_at: datetime
    phase: TakePhase
    who: list[str]
    rating: int | None


class TakeFilters(msgspec.Struct, frozen=True):
    """What narrows the list: one production; those that the one who asks did not rate yet."""

    production: UUID | None = None
    unscored: bool = False


TAKES = Listing(
    orders={"newest": Order("Newest first", NEWEST_FIRST)},
    filters=TakeFilters,
    searched="Person, role or scene",
)

# $1 who asks, $2 pattern, $3 production, $4 only what they did not rate, $5 rows; then the place.
_PAGE = """SELECT (t.started_at, t.id) AS place, t.id, t.production_id, t.session_id,
        p.title AS production, s.title AS session, t.role_name, t.scene, t.number, t.started_at,
        t.phase, ARRAY(SELECT r.name FROM rooms_recording_v1 r WHERE r.take_id = t.id
            ORDER BY r.started_at, r.id LIMIT 8) AS who, c.rating
    FROM shown_take t
    JOIN production p ON p.id = t.production_id
    JOIN session s ON s.id = t.session_id
    LEFT JOIN scorecard c ON c.take_id = t.id AND c.person_id = $1
    WHERE ($3::uuid IS NULL OR t.production_id = $3) AND (c.rating IS NULL OR NOT $4)
        AND ($2 = '%%' OR lower(extensions.unaccented(concat_ws(' ', t.role_name, t.scene,
            (SELECT string_agg(r.name, ' ') FROM rooms_recording_v1 r WHERE r.take_id = t.id))))
            LIKE lower(extensions.unaccented($2)))
        AND (t.started_at, t.id) < ($6, $7)
    ORDER BY t.started_at DESC, t.id DESC LIMIT $5"""
_COUNT = """SELECT count(*) FROM (SELECT FROM shown_take t
    JOIN production p ON p.id = t.production_id
    JOIN session s ON s.id = t.session_id
    LEFT JOIN scorecard c ON c.take_id = t.id AND c.person_id = $1
    WHERE ($3::uuid IS NULL OR t.production_id = $3) AND (c.rating IS NULL OR NOT $4)
        AND ($2 = '%%' OR lower(extensions.unaccented(concat_ws(' ', t.role_name, t.scene,
            (SELECT string_agg(r.name, ' ') FROM rooms_recording_v1 r WHERE r.take_id = t.id))))
            LIKE lower(extensions.unaccented($2)))
    LIMIT $5) AS found"""


async def takes(desk: Desk, asked: Asked[TakeFilters]) -> Page[ListedTake]:
    """Return a page of the takes that match."""
    narrowed = (desk.person.id, asked.pattern, asked.filters.production, asked.filters.unscored)
    rows = await desk.connection.fetch(_PAGE, *narrowed, asked.rows, *asked.after)

    async def count() -> int:
        found: int = await desk.connection.fetchval(_COUNT, *narrowed, COUNTED + 1)
        return found

    return await listing.page(asked, rows, ListedTake, count)
