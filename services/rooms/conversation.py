"""What people say in either kind of room: their media, their devices, chat."""

import asyncio

from services.rooms import heard, showing, told
from services.rooms.endings import Ejected, Ending
from services.rooms.media import BadDescription, Size, UnknownPeer
from services.rooms.people import Person
from services.rooms.refusals import NotSubscribed
from services.rooms.room import Room

NEGOTIATION_S = 10.0
SIZES: dict[heard.SlotSize, Size | None] = {"large": "large", "small": "small", "none": None}


async def publish(room: Room, person: Person, message: heard.Publish) -> None:
    showing.gate(room, person)
    try:
        async with asyncio.timeout(NEGOTIATION_S):
            answer = await room.media.publish(person.who, message.sdp, message.screen)
    except BadDescription as error:
        raise _malformed(error) from error
    person.publishes = person.media_well = True
    person.screen = message.screen is not None
    room.tell(person, told.Published(answer))
    tell_wanted(room, person)


def tell_wanted(room: Room, person: Person) -> None:
    """Tell somebody which encodings of their camera are of use."""
    if person.wanted is not None:
        room.tell(person, told.Wanted(sorted(person.wanted)))


def tell_arriving(room: Room, person: Person) -> None:
    """Tell somebody whether what they send comes in."""
    kinds = person.arriving
    room.tell(person, told.Arriving(audio="audio" in kinds, video="video" in kinds))


async def subscribe(room: Room, person: Person, _: heard.Subscribe) -> None:
    async with asyncio.timeout(NEGOTIATION_S):
        offer = await room.media.subscribe(person.who, room.slots)
    person.subscribes = person.media_well = True
    person.slots.resize([])
    showing.fill(room, person, range(room.slots))
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


async def look(room: Room, person: Person, message: heard.Look) -> None:
    sizes = [SIZES[size] for size in message.sizes]
    showing.fill(room, person, person.slots.resize(sizes))


async def devices(_: Room, person: Person, message: heard.Devices) -> None:
    person.microphone, person.camera = message.microphone, message.camera
    person.held = tuple(message.held)


async def ping(room: Room, person: Person, _: heard.Ping) -> None:
    room.tell(person, told.Pong())


def _malformed(error: BadDescription) -> Ejected:
    return Ejected(Ending.MALFORMED, f"The description of your media is malformed: {error}")
