"""Opens a session's rooms, and makes the tickets with which people come in."""

from typing import Any, TypeAlias, get_args
from uuid import UUID

from services.gateway.casting.auditions import participants, store
from services.gateway.casting.auditions.day.model import SessionEnded
from services.gateway.casting.auditions.guests import times
from services.gateway.casting.auditions.model import IN_WORDS, RoomNotFound, Session, Slot, Visit
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import ReadOnly, SubscriptionNeeded
from services.gateway.platform import audit
from services.gateway.web.desk import Desk, Office
from shared.bus import outbox
from shared.errors import Conflict, Forbidden, PaymentRequired
from shared.events.gateway import RoomOpened
from shared.tickets import BackRoomTicket, Place, Reading, StageTicket, WatchingRole
from shared.vocabulary.member_roles import MemberRole

Ticket: TypeAlias = StageTicket | BackRoomTicket

# As whom a member of the agency comes into a room.
COMES_IN_AS: dict[MemberRole, WatchingRole] = {
    "owner": "host",
    "casting_director": "host",
    "associate": "host",
    "freelancer": "host",
    "runner": "runner",
}


class NotInvited(Forbidden):
    """You are not among the people of this room."""


class NotOpenYet(Conflict):
    """The room is not open yet. Please come back when the session begins."""


class ClosedForNow(PaymentRequired):
    """The casting office has closed this room for now. Please ask who invited you."""


class AuditionOver(Conflict):
    """This audition is over, so its room is closed to you. Your own page stays."""


async def open_room(desk: Desk, session_id: UUID) -> Session:
    """Open a session's rooms.

    Raises:
        SessionNotFound, SessionEnded
        NotInvited: this member's role does not host.
        SubscriptionNeeded, ReadOnly: the production is not paid for, or not any more.
    """
    if (await store.session(desk, session_id)).ended_at:
        raise SessionEnded
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


async def member_ticket(desk: Desk, session_id: UUID, place: Place, room: int = 1) -> Ticket:
    """Make a member's ticket to the stage or the back room of one room of an open session.

    Raises:
        SessionNotFound, RoomNotFound, SubscriptionNeeded, ReadOnly, NotOpenYet
        NotInvited: this member's role has no place in rooms.
    """
    session = await _open_session(desk, session_id)
    role = COMES_IN_AS.get(desk.role)
    if role is None:
        raise NotInvited
    kind = StageTicket if place == "stage" else BackRoomTicket
    return kind(
        agency_id=desk.agency.id,
        production_id=session.production_id,
        session_id=session.id,
        who=desk.who,
        name=desk.person.name or desk.person.email.split("@")[0],
        title=IN_WORDS[role],
        role=role,
        room=_room(session, room),
        may_record=await productions.may_record(desk, session.production_id),
    )


async def guest_ticket(visit: Visit, place: Place, room: int | None = None) -> Ticket:
    """Make a guest's ticket. Only decision-makers have one to the back room.

    Actors and guardians may wait in the lobby at any time, unless the production is only read; who
    watches or reads comes in once the session is open. Who has no slot chooses a room.

    Raises:
        NotInvited: the back room is not for this guest; no room is for a rep.
        RoomNotFound: there is no such room, or an actor asks for another one than theirs.
        NotOpenYet, SubscriptionNeeded: the room is closed to those who watch or read.
        ClosedForNow: it is closed to everybody, for the office does not pay.
        AuditionOver: their time was half a day ago, or longer.
    """
    guest = visit.guest
    if guest.role == "rep":
        raise NotInvited
    if place == "back_room" and guest.role not in get_args(WatchingRole):
        raise NotInvited
    session = await _unclosed_session(visit, guest.session_id)
    if guest.role in {"decision_maker", "reader"}:
        session = await _open_session(visit, guest.session_id)
    slot = await store.slot(visit, guest.slot_id) if guest.slot_id else None
    if visit.now > times.way_ends(session, slot):
        raise AuditionOver
    if slot and room not in {None, slot.room}:
        raise RoomNotFound
    common: dict[str, Any] = {
        "agency_id": visit.agency.id,
        "production_id": session.production_id,
        "session_id": session.id,
        "who": guest.who,
        "name": guest.name,
        "title": guest.title,
        "room": slot.room if slot else _room(session, room or 1),
    }
    if place == "back_room":
        return BackRoomTicket(role="decision_maker", **common)
    reads = tuple(
        Reading(each.candidate_id, each.role_id, each.role_name)
        for each in await participants.of_guest(visit, guest)
    )
    return StageTicket(role=guest.role, reads=reads, **common, **_times(slot))


def _room(session: Session, number: int) -> int:
    if not 1 <= number <= session.rooms:
        raise RoomNotFound
    return number


def _times(slot: Slot | None) -> dict[str, Any]:
    """Say when an actor's turn is, for the queue and the expected wait."""
    if slot is None:
        return {}
    return {
        "waits": slot.position,
        "slot_starts_at": slot.starts_at,
        "slot_minutes": slot.minutes,
    }


async def _paid_session(office: Office, session_id: UUID) -> Session:
    session = await store.session(office, session_id)
    production = await productions.production(office, session.production_id)
    if not production.entitlements.change:
        raise ReadOnly
    if not production.entitlements.open_rooms:
        raise SubscriptionNeeded(production.id)
    return session


async def _unclosed_session(office: Office, session_id: UUID) -> Session:
    session = await store.session(office, session_id)
    production = await productions.production(office, session.production_id)
    if not production.entitlements.change:
        raise ClosedForNow
    return session


async def _open_session(office: Office, session_id: UUID) -> Session:
    session = await _paid_session(office, session_id)
    if session.opened_at is None:
        raise NotOpenYet
    return session
