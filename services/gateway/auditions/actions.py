"""Laying out a session, inviting people to it, opening its room, letting people in."""

import asyncio
from datetime import datetime
from typing import get_args
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
    LinkExpired,
    LinkRevoked,
    NewSession,
    Session,
    Slot,
    SlotTaken,
    Visit,
    WatcherInvitation,
    day_plan,
)
from services.gateway.desk import Desk, MemberRole, Office
from services.gateway.notifications import store as mail_queue
from services.gateway.productions import store as productions
from services.gateway.productions.model import RoleNotFound, SidesNotFound, SubscriptionNeeded
from shared.bus import outbox
from shared.errors import Conflict, Forbidden
from shared.events.gateway import ActorInvited, RoomOpened
from shared.ids import SessionId, SlotId, new_id
from shared.tenancy import Connection
from shared.tickets import BackRoomTicket, Place, StageTicket, WatchingRole

# As whom a member of the agency comes into a room.
COMES_IN_AS: dict[MemberRole, WatchingRole] = {
    "owner": "host",
    "casting_director": "host",
    "associate": "host",
    "runner": "runner",
}


class NotInvited(Forbidden):
    """You are not among the people of this room."""


class NotOpenYet(Conflict):
    """The room is not open yet. Please come back when the session begins."""


async def lay_out(desk: Desk, production_id: UUID, new: NewSession) -> Session:
    """Make a session with its slots and breaks.

    Raises:
        ProductionNotFound, RoleNotFound
        Invalid: the zone is unknown, or the day cannot begin at that time there.
    """
    production = await productions.production(desk, production_id)
    role = await productions.role(desk, new.role_id)
    if role.production_id != production.id:
        raise RoleNotFound
    session = Session(
        id=SessionId(new_id()),
        production_id=production.id,
        title=new.title,
        local_date=new.local_date,
        zone=new.zone,
        preparation=new.preparation,
        opened_at=None,
    )
    # Zone data is read from files: off the loop.
    plan = await asyncio.to_thread(day_plan, session, new, lambda: SlotId(new_id()))
    await store.add_session(desk, session, plan)
    await audit.note(desk, desk.who, "laid out", "session", session.id)
    return session


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
    """Invite a producer, director or studio person to a session's back room, by mail.

    Raises:
        SessionNotFound
        Invalid: the address is not one.
    """
    session = await store.session(desk, session_id)
    guest = _guest(
        desk, session, None, "decision_maker", invitation.name, invitation.title, invitation.email
    )
    token = tokens.new_guest_token(desk.agency.id)
    await store.add_guest(desk, guest, token.hash, desk.person.id)
    invited = Invited(guest, desk.public_url + paths.join(token.text))
    await _mail_watcher(desk, invited, session)
    await audit.note(desk, desk.who, "invited", "watcher", guest.id)
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


async def open_room(desk: Desk, session_id: UUID) -> Session:
    """Open a session's room.

    Raises:
        SessionNotFound
        NotInvited: this member's role does not host.
        SubscriptionNeeded: the production is not paid for.
    """
    session = await _paid_session(desk, session_id)
    if COMES_IN_AS.get(desk.role) != "host":
        raise NotInvited
    if await store.open_room(desk, session.id):
        await audit.note(desk, desk.who, "opened the room of", "session", session.id)
        await outbox.publish(
            desk.connection,
            "gateway",
            RoomOpened(agency_id=desk.agency.id, session_id=session.id, opened_by=desk.person.id),
        )
    return session


async def member_ticket(desk: Desk, session_id: UUID, place: Place) -> StageTicket | BackRoomTicket:
    """Make a member's ticket to the stage or the back room of an open session.

    Raises:
        SessionNotFound, SubscriptionNeeded, NotOpenYet
        NotInvited: this member has no part in it.
    """
    session = await _open_session(desk, session_id)
    role = COMES_IN_AS.get(desk.role)
    if role is None:
        raise NotInvited
    name = desk.person.name or desk.person.email.split("@")[0]
    kind = StageTicket if place == "stage" else BackRoomTicket
    return kind(
        agency_id=desk.agency.id,
        production_id=session.production_id,
        session_id=session.id,
        who=desk.who,
        name=name,
        title=IN_WORDS[role],
        role=role,
    )


async def guest_by_link(connection: Connection, token: str, now: datetime) -> Guest:
    """Return whose link this is: the lookup is the authorization.

    Raises:
        LinkUnknown, LinkExpired, LinkRevoked
    """
    guest = await store.guest_by_token(connection, tokens.read_guest_token(token).hash)
    if guest is None:
        raise tokens.LinkUnknown
    if guest.revoked_at:
        raise LinkRevoked
    if guest.expires_at <= now:
        raise LinkExpired
    return guest


async def guest_ticket(visit: Visit, place: Place) -> StageTicket | BackRoomTicket:
    """Make a guest's ticket. Only decision-makers have one to the back room.

    Actors may wait in the lobby of any session; who watches comes in once the room is open.

    Raises:
        NotInvited: the back room is not for this guest.
        NotOpenYet, SubscriptionNeeded: the room is closed to those who watch.
    """
    guest = visit.guest
    if guest.role == "decision_maker":
        session = await _open_session(visit, guest.session_id)
    else:
        session = await store.session(visit, guest.session_id)
    slot = await store.slot(visit, guest.slot_id) if guest.slot_id else None
    if place == "stage":
        return StageTicket(
            agency_id=visit.agency.id,
            production_id=session.production_id,
            session_id=session.id,
            who=guest.who,
            name=guest.name,
            title=guest.title,
            role=guest.role,
            waits=slot.position if slot else None,
        )
    if guest.role not in get_args(WatchingRole):
        raise NotInvited
    return BackRoomTicket(
        agency_id=visit.agency.id,
        production_id=session.production_id,
        session_id=session.id,
        who=guest.who,
        name=guest.name,
        title=guest.title,
        role="decision_maker",
    )


async def arrive(visit: Visit) -> None:
    """Note the first time that a guest follows their link."""
    if await store.note_opened(visit, visit.guest.id):
        await audit.note(
            visit, visit.guest.who, "opened the link to", "session", visit.guest.session_id
        )


async def own_sides(visit: Visit, sides_id: UUID) -> str:
    """Return the object key of sides that belong to a guest's own role.

    Raises:
        SidesNotFound: these are not theirs to read.
    """
    sides = await productions.sides(visit, sides_id)
    slot = await store.slot(visit, visit.guest.slot_id) if visit.guest.slot_id else None
    if slot is None or slot.role_id != sides.role_id:
        raise SidesNotFound
    await audit.note(visit, visit.guest.who, "read", "sides", sides.id)
    return sides.object_key


async def _paid_session(office: Office, session_id: UUID) -> Session:
    session = await store.session(office, session_id)
    production = await productions.production(office, session.production_id)
    if not production.may_open_rooms:
        raise SubscriptionNeeded(production.id)
    return session


async def _open_session(office: Office, session_id: UUID) -> Session:
    session = await _paid_session(office, session_id)
    if session.opened_at is None:
        raise NotOpenYet
    return session


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
    production = await productions.production(desk, session.production_id)
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
    production = await productions.production(desk, session.production_id)
    guest, url = invited.guest, invited.url
    names = {"agency": desk.agency.name, "production": production.title}
    await mail_queue.queue(
        desk.connection,
        guest.email,
        f"The back room of {session.title}, {production.title}",
        mails.to_watcher(guest, session, url, **names),
        agency=desk.agency.id,
    )
