"""Takes what people reply to their time; the office sees it at once."""

from services.gateway.casting.auditions.guests import access
from services.gateway.casting.auditions.model import Visit
from services.gateway.casting.auditions.replies import store
from services.gateway.casting.auditions.replies.model import (
    BECOMES,
    NewReply,
    NoTime,
    Standing,
    TimeIsOver,
)
from services.gateway.platform import audit
from shared.bus import outbox
from shared.events.gateway import AuditionReplied


async def reply(visit: Visit, new: NewReply) -> None:
    """Keep what an actor, or their rep, replies; they may change it until their time is over.

    Raises:
        NoTime: they have none, it is cancelled, or they are about to be told of it.
        TimeIsOver
    """
    slot = await access.slot_of(visit, visit.guest)
    standing = await store.standing(visit, visit.guest.id)
    if slot is None or standing is None or not _may_follow(standing, new):
        raise NoTime
    if slot.ends_at <= visit.now:
        raise TimeIsOver
    await store.put(visit, visit.guest.id, new, standing)
    await audit.note(visit, visit.guest.who, f"replied {new.reply} to", "session", slot.session_id)
    await outbox.publish(
        visit.connection,
        "gateway",
        AuditionReplied(
            agency_id=visit.agency.id,
            production_id=visit.production_id,
            session_id=slot.session_id,
            slot_id=slot.id,
            guest_id=visit.guest.id,
            reply=new.reply,
        ),
    )


def _may_follow(standing: Standing, new: NewReply) -> bool:
    return new.reply == standing.state or new.reply in BECOMES[standing.state]
