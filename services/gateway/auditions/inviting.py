"""Inviting people to a session, sending them a new link, withdrawing it."""

from datetime import datetime
from uuid import UUID

from services.gateway import audit, forms, paths, tokens
from services.gateway.auditions import mails, store
from services.gateway.auditions.model import (
    IN_WORDS,
    LINK_LIFETIME_AFTER_SESSION,
    Guest,
    GuestRole,
    Invitation,
    Invited,
    Session,
    Slot,
    SlotTaken,
    WatcherInvitation,
)
from services.gateway.desk import Desk
from services.gateway.notifications import store as mail_queue
from services.gateway.productions import store as productions
from shared.bus import outbox
from shared.events.gateway import ActorInvited
from shared.ids import new_id


async def invite_actor(desk: Desk, slot_id: UUID, invitation: Invitation) -> Invited:
    """Invite an actor to a slot, by mail with a personal link and a calendar file.

    Raises:
        SlotNotFound
        SlotTaken: somebody is invited to it; withdraw that first.
        Invalid: the address is not one.
    """
    slot = await store.slot(desk, slot_id)
    if slot.kind == "break" or not await store.claim_slot(desk, slot.id):
        raise SlotTaken
    session = await store.session(desk, slot.session_id)
    guest = _guest(desk, session, slot, "actor", invitation.name, "Actor", invitation.email)
    token = tokens.new_guest_token(desk.agency.id)
    await store.add_guest(desk, guest, token.hash, desk.person.id)
    invited = Invited(guest, desk.public_url + paths.join(token.text))
    await _mail_actor(desk, invited, slot, session)
    await audit.note(desk, desk.who, "invited", "actor", guest.id)
    await outbox.publish(
        desk.connection,
        "gateway",
        ActorInvited(agency_id=desk.agency.id, session_id=session.id, slot_id=slot.id),
    )
    return invited


async def invite_watcher(desk: Desk, session_id: UUID, invitation: WatcherInvitation) -> Invited:
    """Invite a producer or director to a back room, a reader or guardian to a stage, by mail.

    Raises:
        SessionNotFound
        Invalid: the address is not one.
    """
    session = await store.session(desk, session_id)
    guest = _guest(
        desk, session, None, invitation.role, invitation.name, invitation.title, invitation.email
    )
    token = tokens.new_guest_token(desk.agency.id)
    await store.add_guest(desk, guest, token.hash, desk.person.id)
    invited = Invited(guest, desk.public_url + paths.join(token.text))
    await _mail_watcher(desk, invited, session)
    await audit.note(
        desk, desk.who, f"invited as {IN_WORDS[guest.role].lower()}", "guest", guest.id
    )
    return invited


async def send_again(desk: Desk, guest_id: UUID) -> Invited:
    """Send a guest a new link, good for as long as a first one; the old one ends.

    Raises:
        GuestNotFound
        SlotTaken: their slot was given to somebody else.
    """
    guest = await store.guest(desk, guest_id)
    session = await store.session(desk, guest.session_id)
    if guest.slot_id and not await store.claim_slot(desk, guest.slot_id, besides=guest.id):
        raise SlotTaken
    token = tokens.new_guest_token(desk.agency.id)
    slot = await store.slot(desk, guest.slot_id) if guest.slot_id else None
    await store.renew_link(desk, guest.id, token.hash, _expiry(desk, session, slot))
    invited = Invited(guest, desk.public_url + paths.join(token.text))
    if slot:
        await _mail_actor(desk, invited, slot, session)
    else:
        await _mail_watcher(desk, invited, session)
    await audit.note(desk, desk.who, "sent a new link to", "guest", guest.id)
    return invited


async def withdraw(desk: Desk, guest_id: UUID) -> Guest:
    """Revoke a guest's link.

    Raises:
        GuestNotFound
    """
    guest = await store.guest(desk, guest_id)
    await store.revoke(desk, guest.id)
    await audit.note(desk, desk.who, "withdrew the link of", "guest", guest.id)
    return guest


def _guest(
    desk: Desk,
    session: Session,
    slot: Slot | None,
    role: GuestRole,
    name: str,
    title: str,
    email: str,
) -> Guest:
    return Guest(
        id=new_id(),
        session_id=session.id,
        slot_id=slot.id if slot else None,
        role=role,
        name=name,
        title=title,
        email=forms.email(email),
        invited_at=desk.now,
        opened_at=None,
        expires_at=_expiry(desk, session, slot),
        revoked_at=None,
    )


def _expiry(desk: Desk, session: Session, slot: Slot | None) -> datetime:
    day = slot.ends_at if slot else datetime.combine(session.local_date, desk.now.timetz())
    return max(day, desk.now) + LINK_LIFETIME_AFTER_SESSION


async def _mail_actor(desk: Desk, invited: Invited, slot: Slot, session: Session) -> None:
    production = await productions.changeable(desk, session.production_id)
    role = await productions.role(desk, slot.role_id) if slot.role_id else None
    part = role.name if role else session.title
    guest, url = invited.guest, invited.url
    names = {"agency": desk.agency.name, "production": production.title, "role": part}
    await mail_queue.queue(
        desk.connection,
        guest.email,
        f"Your audition for {part} in {production.title}",
        mails.to_actor(guest, slot, session, url, **names),
        agency=desk.agency.id,
        calendar=mails.calendar(guest, slot, production.title, part, url),
    )


async def _mail_watcher(desk: Desk, invited: Invited, session: Session) -> None:
    production = await productions.changeable(desk, session.production_id)
    guest, url = invited.guest, invited.url
    names = {"agency": desk.agency.name, "production": production.title}
    await mail_queue.queue(
        desk.connection,
        guest.email,
        mails.COMPANY_SUBJECTS[guest.role].format(session=session.title, **names),
        mails.to_company(guest, session, url, **names),
        agency=desk.agency.id,
    )
