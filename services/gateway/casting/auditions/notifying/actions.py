"""Tells people of a session what changed: by a job that waits while it can be taken back."""

from uuid import UUID

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.notifying import sheet, store
from services.gateway.casting.auditions.notifying.model import (
    GRACE,
    NothingToTell,
    Notification,
    NotificationPayload,
    Notifying,
    OnItsWay,
    Unsent,
)
from services.gateway.casting.candidates.recipients import NobodyToTell
from services.gateway.platform import audit, jobs
from services.gateway.platform.mail import quotas
from services.gateway.web.desk import Desk
from shared.ids import new_id

TELL = "auditions.tell"


async def notify(desk: Desk, session_id: UUID, chosen: Notifying) -> Notification:
    """Tell some people of a session, half a minute from now.

    Raises:
        SessionNotFound, ReadOnly
        NothingToTell: to one of them; also where somebody else is telling them.
        NobodyToTell, TooManyMails
        Invalid: a name may not stand in a mail before the office's first payment.
    """
    session = await sessions.changeable(desk, session_id)
    unsent = {each.guest_id: each for each in await sheet.unsent(desk, session.id)}
    if not unsent.keys() >= set(chosen.guest_ids):
        raise NothingToTell
    for guest_id in chosen.guest_ids:
        await _check(desk, unsent[guest_id])
    new = Notification(
        id=new_id(),
        session_id=session.id,
        production_id=session.production_id,
        status="waiting",
        words=chosen.words,
        written_by=desk.person.id,
        leaves_at=desk.now + GRACE,
        people=len(set(chosen.guest_ids)),
    )
    await store.add(desk, new)
    if await store.claim(desk, new, chosen.guest_ids) < new.people:
        raise NothingToTell
    await jobs.enqueue(
        desk.connection,
        TELL,
        NotificationPayload(new.id),
        key=str(new.id),
        priority=jobs.Priority.SOON,
        run_at=new.leaves_at,
    )
    await audit.note_each(desk, desk.who, "notified", "guest", chosen.guest_ids)
    return new


async def take_back(desk: Desk, notification_id: UUID) -> Notification:
    """Take back what has not left: those whom it would have told stand on the sheet again.

    Raises:
        NotificationNotFound
        OnItsWay: also to who comes second.
    """
    found = await store.notification(desk, notification_id)
    if not await store.take_back(desk, found.id):
        raise OnItsWay
    await jobs.cancel_keyed(desk.connection, TELL, str(found.id))
    await audit.note(desk, desk.who, "took back the mails of", "session", found.session_id)
    return found


async def _check(desk: Desk, one: Unsent) -> None:
    """Refuse at once what would be refused as the mails leave."""
    if not one.through:
        raise NobodyToTell
    if one.change != "cancelled":
        for each in one.through:
            await quotas.allow(desk, each.email, [desk.agency.name, one.name, one.client])
