"""Coming in, coming again, losing the connection, and leaving for good."""

import asyncio
from datetime import UTC, datetime

from services.rooms.protocol import server_messages
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.room.inbox import Connected, Disconnected, GraceExpired
from services.rooms.room.media import negotiation, quality_reports, sync
from services.rooms.room.media.slots import Slots
from services.rooms.room.participant import Connection, Participant
from services.rooms.room.room import Room
from services.rooms.store import mutes, removals, visits
from shared.tickets import StageTicket, place_of

GRACE_S = 15.0
"""How long a lost connection keeps a person's place: long enough for a reload."""

REMOVED = "The host has removed you from this session."


class Removed(Exception):
    """A host has removed them from this session."""


def put_out(room: Room, connection: Connection) -> None:
    """End the connection of somebody who was removed, and say so."""
    room.out.tell([connection], server_messages.Over("removed", REMOVED))
    room.close_connection(connection, CloseCode.UNWELCOME, REMOVED)


async def came(room: Room, item: Connected) -> None:
    connection = item.connection
    if connection.id not in room.connections:
        return
    participant = room.people.get(connection.ticket.who)
    if participant is None and len(room.people) >= room.capacity:
        room.close_connection(connection, CloseCode.UNWELCOME, "The room is full.")
        return
    try:
        participant = (
            _again(room, participant, connection)
            if participant
            else await _arrive(room, connection)
        )
    except Removed:
        put_out(room, connection)
        return
    except Exception:
        room.close_connection(connection, CloseCode.MOVED, "The room cannot let you in just now.")
        raise
    _welcome(room, participant, connection)


def _again(room: Room, participant: Participant, connection: Connection) -> Participant:
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
        slots=Slots(room.slots),
        connection=connection,
        agreed=agreed,
        muted=muted,
        seen=seen,
    )
    room.arrive(participant)
    room.people[participant.who] = participant
    return participant


def _welcome(room: Room, participant: Participant, connection: Connection) -> None:
    participant.told, participant.prompted = b"", 0
    welcome = server_messages.Welcome(
        who=participant.who,
        place=place_of(connection.ticket),
        role=participant.role,
        slots=room.slots,
        ice_servers=room.context.relays.ice_servers_for(participant.who, datetime.now(UTC)),
        kept=room.media.well(participant.who),
    )
    room.tell(participant, welcome)
    negotiation.tell_wanted(room, participant)
    negotiation.tell_arriving(room, participant)


async def went(room: Room, item: Disconnected) -> None:
    """Keep the person's place for a while, unless they may not come back."""
    participant = room.people.get(item.connection.ticket.who)
    if participant is None or participant.connection is not item.connection:
        return
    if item.for_good:
        await leave(room, participant)
        return
    participant.connection, participant.lost = None, item.connection.id
    expired = GraceExpired(participant.who, participant.lost)
    asyncio.get_running_loop().call_later(GRACE_S, room.inbox.put, expired)


async def place_expired(room: Room, item: GraceExpired) -> None:
    participant = room.people.get(item.who)
    if participant and participant.connection is None and participant.lost == item.lost:
        await leave(room, participant)


async def leave(room: Room, participant: Participant) -> None:
    """Remove somebody from the room."""
    del room.people[participant.who]
    sync.show(room)
    quality_reports.forget(room, participant)
    await room.media.leave(participant.who)
    await room.left()
    async with room.context.database.tenant(room.agency_id) as tx:
        await visits.end(tx, participant.visit)


async def all_left(room: Room) -> None:
    """End everybody's visit, for the room is over."""
    async with room.context.database.tenant(room.agency_id) as tx:
        for participant in room.people.values():
            await visits.end(tx, participant.visit)
    for participant in room.people.values():
        quality_reports.forget(room, participant)
    room.people.clear()
