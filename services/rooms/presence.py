"""Coming in, coming again, losing the connection, and leaving for good."""

import asyncio
from datetime import UTC, datetime

from services.rooms import conversation, measuring, mutes, removals, showing, told, visits
from services.rooms.endings import Ending
from services.rooms.inbox import Came, PlaceExpired, Went
from services.rooms.people import Connection, Person
from services.rooms.room import Room
from services.rooms.slots import Slots
from shared.tickets import StageTicket, place_of

GRACE_S = 15.0
"""How long a lost connection keeps a person's place: long enough for a reload."""

REMOVED = "The host has removed you from this session."


class Removed(Exception):
    """A host has removed them from this session."""


def put_out(room: Room, connection: Connection) -> None:
    """End the connection of somebody who was removed, and say so."""
    room.out.tell([connection], told.Over("removed", REMOVED))
    room.hang(connection, Ending.UNWELCOME, REMOVED)


async def came(room: Room, item: Came) -> None:
    connection = item.connection
    if connection.id not in room.connections:
        return
    person = room.people.get(connection.ticket.who)
    if person is None and len(room.people) >= room.capacity:
        room.hang(connection, Ending.UNWELCOME, "The room is full.")
        return
    try:
        person = _again(room, person, connection) if person else await _arrive(room, connection)
    except Removed:
        put_out(room, connection)
        return
    except Exception:
        room.hang(connection, Ending.MOVED, "The room cannot let you in just now.")
        raise
    _welcome(room, person, connection)


def _again(room: Room, person: Person, connection: Connection) -> Person:
    """Let a new connection take over the person's place; the newest one wins."""
    if person.connection:
        room.hang(person.connection, Ending.REPLACED, "You came in from somewhere else.")
    person.connection, person.ticket = connection, connection.ticket
    return person


async def _arrive(room: Room, connection: Connection) -> Person:
    ticket = connection.ticket
    async with room.means.database.tenant(room.agency_id) as tx:
        room.removed = await removals.of_session(tx, room.session_id)
        if any(removed.who == ticket.who for removed in room.removed):
            raise Removed
        visit = await visits.begin(tx, ticket)
        agreed = await visits.consent_of(tx, ticket)
        seen = await visits.was_seen(tx, ticket)
        muted = isinstance(ticket, StageTicket) and await mutes.holds(tx, ticket)
    person = Person(
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
    room.arrive(person)
    room.people[person.who] = person
    return person


def _welcome(room: Room, person: Person, connection: Connection) -> None:
    person.told, person.prompted = b"", 0
    welcome = told.Welcome(
        who=person.who,
        place=place_of(connection.ticket),
        role=person.role,
        slots=room.slots,
        ice_servers=room.means.relays.ice_servers_for(person.who, datetime.now(UTC)),
        kept=room.media.well(person.who),
    )
    room.tell(person, welcome)
    conversation.tell_wanted(room, person)
    conversation.tell_arriving(room, person)


async def went(room: Room, item: Went) -> None:
    """Keep the person's place for a while, unless they may not come back."""
    person = room.people.get(item.connection.ticket.who)
    if person is None or person.connection is not item.connection:
        return
    if item.for_good:
        await leave(room, person)
        return
    person.connection, person.lost = None, item.connection.id
    expired = PlaceExpired(person.who, person.lost)
    asyncio.get_running_loop().call_later(GRACE_S, room.inbox.put, expired)


async def place_expired(room: Room, item: PlaceExpired) -> None:
    person = room.people.get(item.who)
    if person and person.connection is None and person.lost == item.lost:
        await leave(room, person)


async def leave(room: Room, person: Person) -> None:
    """Remove somebody from the room."""
    del room.people[person.who]
    showing.show(room)
    measuring.forget(room, person)
    await room.media.leave(person.who)
    await room.left()
    async with room.means.database.tenant(room.agency_id) as tx:
        await visits.end(tx, person.visit)


async def all_left(room: Room) -> None:
    """End everybody's visit, for the room is over."""
    async with room.means.database.tenant(room.agency_id) as tx:
        for person in room.people.values():
            await visits.end(tx, person.visit)
    for person in room.people.values():
        measuring.forget(room, person)
    room.people.clear()
