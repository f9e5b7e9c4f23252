"""Tells one person what is theirs now: an invitation, a moved time, or that it is cancelled."""

from uuid import UUID

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import placing
from services.gateway.casting.auditions.guests import access, withdrawal
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.guests.invitation_mail import News, post
from services.gateway.casting.auditions.model import Invited, Session, Slot
from services.gateway.casting.auditions.notifying import store
from services.gateway.casting.auditions.notifying.model import Notification
from services.gateway.identity.access_links import actions as access_links
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from shared.bus import outbox
from shared.events.gateway import ActorInvited


async def tell(desk: Desk, guest_id: UUID, notification: Notification) -> None:
    """Queue the mails about what changed for somebody; nothing where they know it by now.

    Raises:
        NobodyToTell, TooManyMails
        Invalid: a name may not stand in a mail before the office's first payment.
    """
    due = await store.due(desk, guest_id)
    if due is None:
        return
    if due.change == "cancelled":
        await withdrawal.withdraw(desk, guest_id, notification.words)
        return
    session = await sessions.session(desk, notification.session_id)
    await _invite(desk, session, guest_id, News(notification.words, due.was))


async def _invite(desk: Desk, session: Session, guest_id: UUID, news: News) -> None:
    """Send somebody a link, with the time that is theirs now."""
    guest = await guest_store.guest(desk, guest_id)
    slot = await access.slot_of(desk, guest)
    token = await access_links.replace(desk, guest.id, placing.expiry(desk, session, slot))
    invited = Invited(guest, desk.public_url + urls.join(token.text))
    await post(desk, invited, session, news=news)
    if guest.role == "actor" and slot and news.was is None:
        await _publish(desk, session, slot)


async def _publish(desk: Desk, session: Session, slot: Slot) -> None:
    fact = ActorInvited(agency_id=desk.agency.id, session_id=session.id, slot_id=slot.id)
    await outbox.publish(desk.connection, "gateway", fact)
