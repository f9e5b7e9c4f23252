"""Scores takes, and serves what was recorded."""

from uuid import UUID

from services.gateway.casting.evaluations import store
from services.gateway.casting.evaluations.model import RecordingNotFound, Score, Take, TakeNotFound
from services.gateway.casting.productions import store as productions
from services.gateway.platform import audit
from services.gateway.platform.audit.viewing import Viewing
from services.gateway.web.desk import Desk
from shared.bus import outbox
from shared.errors import NotFound
from shared.events.gateway import TakeScored


async def score(desk: Desk, take_id: UUID, given: Score) -> Take:
    """Write down this person's rating of a take.

    Raises:
        TakeNotFound, ReadOnly
    """
    take = await store.take(desk, take_id)
    await productions.changeable(desk, take.production_id)
    await store.put_scorecard(desk, take.id, desk.person.id, given)
    await audit.note(desk, desk.who, "scored", "take", take.id)
    await outbox.publish(
        desk.connection,
        "gateway",
        TakeScored(agency_id=desk.agency.id, take_id=take.id, scored_by=desk.person.id),
    )
    return take


async def recording(desk: Desk, recording_id: UUID) -> Viewing:
    """Return one person's file, to be watched.

    Raises:
        RecordingNotFound: there is none, or it is not stored yet.
    """
    key = _stored((await store.recording(desk, recording_id)).object_key, RecordingNotFound)
    return Viewing(key, desk.who, "watched", "recording", recording_id)


async def composite(desk: Desk, take_id: UUID) -> Viewing:
    """Return a take's side-by-side composite, to be watched.

    Raises:
        TakeNotFound: there is none, or it is not finished yet.
    """
    key = _stored((await store.take(desk, take_id)).composite_key, TakeNotFound)
    return Viewing(key, desk.who, "watched", "take", take_id)


async def thumbnail(desk: Desk, take_id: UUID) -> str:
    """Return the object key of a take's picture.

    Raises:
        TakeNotFound: there is none, or it is not finished yet.
    """
    return _stored((await store.take(desk, take_id)).thumbnail_key, TakeNotFound)


def _stored(key: str | None, missing: type[NotFound]) -> str:
    if key is None:
        raise missing
    return key
