"""Coming in, coming again, losing the connection, leaving for good, and being removed."""

import asyncio
from datetime import UTC, datetime

from services.rooms.protocol import server_messages
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.protocol.state import Named
from services.rooms.room.events import Connected, Disconnected, GraceExpired, RemovalsRead
from services.rooms.room.media import negotiation, quality_reports, sync
from services.rooms.room.media_slots import Slots
from services.rooms.room.participant import Connection, Participant
from services.rooms.room.room import Room
from services.rooms.store import mutes, removals, visits
from shared.tickets import StageTicket, place_of

GRACE_S = 15.0
"""How long a lost connection keeps a person's place: long enough for a reload."""

REMOVED = "The host has removed you from this session."


class Removed(Exception):
    """A host has removed them from this session."""


async def connected(room: Room, event: Connected) -> None:
    connection = event.connection
    if connection.id not in room.connections:
        return
    participant = room.people.get(connection.ticket.who)
    if participant is None and len(room.people) >= room.behaviour.capacity:
        room.close_connection(connection, CloseCode.UNWELCOME, "The room is full.")
        return
    try:
        participant = (
            _reconnect(room, participant, connection)
            if participant
            else await _arrive(room, connection)
        )
    except Removed:
        _close_removed(room, connection)
        return
    except Exception:
        room.close_connection(connection, CloseCode.MOVED, "The room cannot let you in just now.")
        raise
    _welcome(room, participant, connection)


def _reconnect(room: Room, participant: Participant, connection: Connection) -> Participant:
    """Let a new connection take over the person's place; the newest one wins."""
    if participant.connection:
        room.close_connection(
            participant.connection, CloseCode.REPLACED, "You came in from somewhere else."
        )
    participant.connection, participant.ticket = connection, connection.ticket
    return participant


async def _arrive(room: Room, connection: Connection) -> Participant:
    ticket = connection.ticket
    async with room.context.database.tenant(room.agency_id) as tx:
        room.removed = await removals.of_session(tx, room.session_id)
        if any(removed.who == ticket.who for removed in room.removed):
            raise Removed
        visit = await visits.begin(tx, ticket)
        agreed = await visits.consent_of(tx, ticket)
        seen = await visits.was_seen(tx, ticket)
        muted = isinstance(ticket, StageTicket) and await mutes.holds(tx, ticket)
    participant = Participant(
        ticket=ticket,
        where="lobby",
        since=datetime.now(UTC),
        visit=visit,
        slots=Slots(room.behaviour.slots),
        connection=connection,
        agreed=agreed,
        muted=muted,
        seen=seen,
    )
    room.behaviour.arrive(room, participant)
    room.people[participant.who] = participant
    return participant


def _welcome(room: Room, participant: Participant, connection: Connection) -> None:
    participant.sent_state, participant.prompter_revision = b"", 0
    welcome = server_messages.Welcome(
        who=participant.who,
        place=place_of(connection.ticket),
        role=participant.role,
        slots=room.behaviour.slots,
        ice_servers=room.context.ice_servers.ice_servers_for(participant.who, datetime.now(UTC)),
        kept=room.media.is_connected(participant.who),
    )
    room.send(participant, welcome)
    negotiation.send_active_layers(room, participant)
    negotiation.send_arriving(room, participant)


async def disconnected(room: Room, event: Disconnected) -> None:
    """Keep the person's place for a while, unless they may not come back."""
    participant = room.people.get(event.connection.ticket.who)
    if participant is None or participant.connection is not event.connection:
        return
    if event.for_good:
        await leave(room, participant)
        return
    participant.connection, participant.lost_connection = None, event.connection.id
    expired = GraceExpired(participant.who, participant.lost_connection)
    asyncio.get_running_loop().call_later(GRACE_S, room.inbox.put, expired)


async def grace_expired(room: Room, event: GraceExpired) -> None:
    participant = room.people.get(event.who)
    if participant is None or participant.connection is not None:
        return
    if participant.lost_connection == event.lost_connection:
        await leave(room, participant)


async def leave(room: Room, participant: Participant) -> None:
    """Take somebody out of the room."""
    del room.people[participant.who]
    sync.show(room)
    quality_reports.forget(room, participant)
    await room.media.leave(participant.who)
    await room.behaviour.on_left(room)
    async with room.context.database.tenant(room.agency_id) as tx:
        await visits.end(tx, participant.visit)


async def end_visits(room: Room) -> None:
    """End everybody's visit, because the room closes."""
    async with room.context.database.tenant(room.agency_id) as tx:
        for participant in room.people.values():
            await visits.end(tx, participant.visit)
    for participant in room.people.values():
        quality_reports.forget(room, participant)
    room.people.clear()


async def read_removals(room: Room) -> list[Named]:
    """Read who may not come into the session's rooms."""
    async with room.context.database.tenant(room.agency_id) as tx:
        return await removals.of_session(tx, room.session_id)


async def removals_read(room: Room, event: RemovalsRead) -> None:
    """Expel those whom another room of the session has removed."""
    room.removed = event.removed
    for removed in event.removed:
        if participant := room.people.get(removed.who):
            await expel(room, participant)


async def expel(room: Room, participant: Participant) -> None:
    """Take somebody out who was removed, and tell them."""
    if participant.connection:
        _close_removed(room, participant.connection)
    await leave(room, participant)


def _close_removed(room: Room, connection: Connection) -> None:
    room.outbound.send([connection], server_messages.Over("removed", REMOVED))
    room.close_connection(connection, CloseCode.UNWELCOME, REMOVED)
