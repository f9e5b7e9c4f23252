"""Keeps what people know of their time while it is changed, so that they are told what differs."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from services.gateway.casting.auditions.model import Session
from services.gateway.web.desk import Office
from shared.ids import SlotId


@asynccontextmanager
async def noted(office: Office, session: Session, slots: Collection[SlotId]) -> AsyncIterator[None]:
    """Change the times of some slots, or who is in them: who was told of another time than they
    have then is to be told, and an actor's reps with them. Who has again the time that they know is
    not."""
    await _keep(office, session, slots)
    yield
    await _drop(office, session)


async def _keep(office: Office, session: Session, slots: Collection[SlotId]) -> None:
    await office.connection.execute(
        """UPDATE guest g
        SET known_time = tstzrange(l.starts_at, l.starts_at + make_interval(mins => l.minutes))
        FROM guest actor JOIN slot l ON l.id = actor.slot_id
        WHERE g.session_id = $1 AND actor.session_id = $1
            AND actor.id = coalesce(g.client_id, g.id) AND actor.slot_id = ANY($2::uuid[])
            AND g.told_at IS NOT NULL AND g.known_time IS NULL""",
        session.id,
        list(slots),
    )


async def _drop(office: Office, session: Session) -> None:
    await office.connection.execute(
        """UPDATE guest g SET known_time = NULL
        FROM guest actor JOIN slot l ON l.id = actor.slot_id
        WHERE g.session_id = $1 AND actor.session_id = $1
            AND actor.id = coalesce(g.client_id, g.id)
            AND g.known_time = tstzrange(
                l.starts_at, l.starts_at + make_interval(mins => l.minutes))""",
        session.id,
    )
