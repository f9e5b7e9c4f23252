"""Cancels somebody's time, gives it back, and marks who did not come. Nothing is sent by it."""

from uuid import UUID

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import store
from services.gateway.casting.auditions.day.model import AlreadyThere, NotCancelled, Present
from services.gateway.casting.auditions.guests import store as guests
from services.gateway.casting.auditions.model import Guest, GuestNotFound
from services.gateway.casting.auditions.replies import knowledge
from services.gateway.identity.access_links import actions as access_links
from services.gateway.platform import audit
from services.gateway.web.desk import Desk


async def cancel(desk: Desk, guest_id: UUID) -> Guest:
    """Cancel an actor's time: they stay a candidate, and stand on the sheet of what is unsent. Who
    was never told is only taken out.

    Raises:
        GuestNotFound, ReadOnly
    """
    guest = await _actor(desk, guest_id)
    if await knowledge.was_told(desk, guest.id):
        await store.cancel(desk, guest.id)
    else:
        await access_links.revoke(desk, await guests.with_reps(desk, guest.id))
    await audit.note(desk, desk.who, "cancelled the time of", "actor", guest.id)
    return guest


async def restore(desk: Desk, guest_id: UUID) -> Guest:
    """Give somebody their time back who does not know that it was cancelled.

    Raises:
        GuestNotFound, ReadOnly
        NotCancelled: also where they were told so.
        AlreadyThere: somebody else has their slot.
    """
    guest = await _actor(desk, guest_id)
    if guest.slot_id and not await guests.claim_slot(desk, guest.slot_id, besides=guest.id):
        raise AlreadyThere
    if not await store.restore(desk, guest.id):
        raise NotCancelled
    await audit.note(desk, desk.who, "gave back the time of", "actor", guest.id)
    return guest


async def mark(desk: Desk, guest_id: UUID, present: Present) -> Guest:
    """Mark that somebody did not come, or take that back.

    Raises:
        GuestNotFound, ReadOnly
    """
    guest = await _actor(desk, guest_id)
    await store.mark_no_show(desk, guest.id, no_show=present.no_show)
    act = "marked as a no-show" if present.no_show else "marked as no no-show"
    await audit.note(desk, desk.who, act, "actor", guest.id)
    return guest


async def _actor(desk: Desk, guest_id: UUID) -> Guest:
    """Return an actor who is invited, in a session that may change."""
    guest = await guests.guest(desk, guest_id)
    if guest.role != "actor" or guest.revoked_at:
        raise GuestNotFound
    await sessions.changeable(desk, guest.session_id)
    await store.hold(desk, guest.session_id)
    return guest
