"""What waits for a member, by the thing where it is done: one query for each kind."""

from datetime import timedelta

from services.gateway.casting.dashboards.model import Line
from services.gateway.casting.productions import figures
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import texts

SHOWN = 50
"""How many things of a kind are named."""
BACK = timedelta(days=30)
"""Mails that came back, and takes, are called to mind for so long."""


async def unopened(desk: Desk) -> list[Line]:
    """Invitations to slots before the end of tomorrow that have left, and nobody has opened."""
    rows = await desk.connection.fetch(
        """SELECT s.id, s.title, p.title AS production, count(*) AS count
        FROM guest g JOIN slot l ON l.id = g.slot_id JOIN session s ON s.id = g.session_id
        JOIN production p ON p.id = s.production_id JOIN access_link link ON link.guest_id = g.id
        WHERE link.opened_at IS NULL AND link.revoked_at IS NULL AND l.starts_at > $1
            AND g.told_at IS NOT NULL AND g.cancelled_at IS NULL
            AND l.local_start < date_trunc('day', $1 AT TIME ZONE s.zone) + interval '2 days'
        GROUP BY s.id, s.title, p.title ORDER BY min(l.starts_at), s.id LIMIT $2""",
        desk.now,
        SHOWN,
    )
    return [
        Line("unopened", row["title"], row["production"], urls.session(row["id"]), row["count"])
        for row in rows
    ]


async def takes_to_score(desk: Desk) -> list[Line]:
    """Takes that are recorded, and that this member has not rated."""
    rows = await desk.connection.fetch(
        """SELECT s.id, s.title, p.title AS production, count(*) AS count
        FROM shown_take t JOIN session s ON s.id = t.session_id
        JOIN production p ON p.id = s.production_id
        WHERE t.phase IN ('recorded', 'finishing', 'finished') AND t.started_at > $2
            AND p.wrapped_at IS NULL AND NOT EXISTS (
                SELECT FROM scorecard c WHERE c.take_id = t.id AND c.person_id = $1)
        GROUP BY s.id, s.title, p.title ORDER BY max(t.started_at) DESC, s.id LIMIT $3""",
        desk.person.id,
        desk.now - BACK,
        SHOWN,
    )
    return [
        Line("score", row["title"], row["production"], urls.takes(row["id"]), row["count"])
        for row in rows
    ]


async def undelivered(desk: Desk) -> list[Line]:
    """Invitations and answers of which the last mail did not arrive."""
    rows = await desk.connection.fetch(
        """WITH last AS (
            SELECT DISTINCT ON (thing_id) thing, thing_id, production_id, reason, made_at
            FROM mail_record WHERE thing IN ('guest', 'answer') AND made_at > $1
                AND status <> 'withdrawn' AND kind <> 'question'
            ORDER BY thing_id, made_at DESC, id DESC)
        SELECT last.production_id, s.id, coalesce(s.title, '') AS title, p.title AS production,
            count(*) AS count
        FROM last JOIN production p ON p.id = last.production_id
        LEFT JOIN guest g ON last.thing = 'guest' AND g.id = last.thing_id
        LEFT JOIN access_link link ON link.guest_id = g.id
        LEFT JOIN session s ON s.id = g.session_id
        WHERE last.reason IS NOT NULL AND (last.thing = 'answer' OR link.revoked_at IS NULL)
        GROUP BY last.production_id, s.id, s.title, p.title
        ORDER BY max(last.made_at) DESC, s.id LIMIT $2""",
        desk.now - BACK,
        SHOWN,
    )
    return [
        Line(
            "undelivered",
            row["title"] or row["production"],
            row["production"] if row["id"] else texts.gettext("Answers"),
            urls.session(row["id"]) if row["id"] else urls.answers(row["production_id"]),
            row["count"],
        )
        for row in rows
    ]


async def payments(desk: Desk) -> list[Line]:
    """Productions whose last payment did not go through."""
    rows = await desk.connection.fetch(
        """SELECT id, title FROM production WHERE subscription IN ('past_due', 'unpaid')
        ORDER BY subscription_changed_at, id LIMIT $1""",
        SHOWN,
    )
    return [
        Line("payment", row["title"], texts.gettext("Look at the card"), urls.money(row["id"]), 1)
        for row in rows
    ]


async def answers(desk: Desk) -> list[Line]:
    """People who came and were not told yet, by their productions."""
    owed = await figures.answers_owed(desk)
    rows = await desk.connection.fetch(
        "SELECT id, title FROM production WHERE id = ANY($1::uuid[]) ORDER BY title, id", [*owed]
    )
    return [
        Line(
            "answers",
            row["title"],
            texts.gettext("Seen, and not told yet"),
            urls.answers(row["id"]),
            owed[row["id"]],
        )
        for row in rows
    ]


KINDS = (
    (Permission.CAST, undelivered),
    (Permission.PAY, payments),
    (Permission.CAST, unopened),
    (Permission.REVIEW, takes_to_score),
    (Permission.REVIEW, answers),
)
"""What waits is shown to who may do it."""


async def of(desk: Desk) -> list[Line]:
    """Return what waits for a member."""
    return [line for needed, find in KINDS if desk.may(needed) for line in await find(desk)]
