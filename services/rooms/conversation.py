"""What people say in either kind of room: their media, their devices, chat."""

import asyncio

from services.rooms import heard, told
from services.rooms.endings import Ejected, Ending
from services.rooms.media import BadDescription, Source, UnknownPeer
from services.rooms.people import Person
from services.rooms.refusals import NotSubscribed
from services.rooms.room import Room

NEGOTIATION_S = 10.0


async def publish(room: Room, person: Person, message: heard.Publish) -> None:
    try:
        async with asyncio.timeout(NEGOTIATION_S):
            answer = await room.media.publish(person.who, message.sdp)
    except BadDescription as error:
        raise _malformed(error) from error
    person.publishes = person.media_well = True
    room.tell(person, told.Published(answer))


async def subscribe(room: Room, person: Person, _: heard.Subscribe) -> None:
    async with asyncio.timeout(NEGOTIATION_S):
        offer = await room.media.subscribe(person.who, room.slots)
    person.subscribes = person.media_well = True
    for slot, who in enumerate(person.slots.shown):
        room.media.show(person.who, slot, Source(who) if who else None)
    room.tell(person, told.Offer(offer))


async def answer(room: Room, person: Person, message: heard.Answer) -> None:
    if not person.subscribes:
        raise NotSubscribed
    try:
        async with asyncio.timeout(NEGOTIATION_S):
            await room.media.subscribed(person.who, message.sdp)
    except BadDescription as error:
        raise _malformed(error) from error
    except UnknownPeer as error:
        raise NotSubscribed from error


async def devices(_: Room, person: Person, message: heard.Devices) -> None:
    person.microphone, person.camera = message.microphone, message.camera


async def ping(room: Room, person: Person, _: heard.Ping) -> None:
    room.tell(person, told.Pong())


def _malformed(error: BadDescription) -> Ejected:
    return Ejected(Ending.MALFORMED, f"The description of your media is malformed: {error}")
