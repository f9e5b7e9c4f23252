"""What people say in either kind of room about their media and devices."""

import asyncio
from typing import Literal

from services.rooms.media.errors import BadDescription, UnknownPeer
from services.rooms.media.model import Layer
from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.protocol.errors import NotSubscribed
from services.rooms.room.media import sync
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room

NEGOTIATION_S = 10.0
SIZES: dict[Layer, Literal["large", "small"]] = {"high": "large", "low": "small"}
"""What browsers call the simulcast layers."""
LAYERS: dict[client_messages.SlotSize, Layer | None] = {
    "large": "high",
    "small": "low",
    "none": None,
}


async def publish(room: Room, participant: Participant, message: client_messages.Publish) -> None:
    sync.permit(room, participant)
    try:
        async with asyncio.timeout(NEGOTIATION_S):
            answer = await room.media.publish(participant.who, message.sdp, message.screen)
    except BadDescription as error:
        raise _malformed(error) from error
    participant.publishes = participant.media_connected = True
    participant.screen = message.screen is not None
    room.send(participant, server_messages.Published(answer))
    send_active_layers(room, participant)


def send_active_layers(room: Room, participant: Participant) -> None:
    """Send somebody the layers of their camera that are in use."""
    if participant.active_layers is not None:
        sizes = sorted(SIZES[layer] for layer in participant.active_layers)
        room.send(participant, server_messages.ActiveLayers(sizes))


def send_arriving(room: Room, participant: Participant) -> None:
    """Send somebody whether their packets come in."""
    kinds = participant.arriving
    room.send(participant, server_messages.Arriving(audio="audio" in kinds, video="video" in kinds))


async def subscribe(room: Room, participant: Participant, _: client_messages.Subscribe) -> None:
    async with asyncio.timeout(NEGOTIATION_S):
        offer = await room.media.subscribe(participant.who, room.behaviour.slots)
    participant.subscribes = participant.media_connected = True
    participant.slots.resize([])
    sync.fill(room, participant, range(room.behaviour.slots))
    room.send(participant, server_messages.Offer(offer))


async def answer(room: Room, participant: Participant, message: client_messages.Answer) -> None:
    if not participant.subscribes:
        raise NotSubscribed
    try:
        async with asyncio.timeout(NEGOTIATION_S):
            await room.media.subscribed(participant.who, message.sdp)
    except BadDescription as error:
        raise _malformed(error) from error
    except UnknownPeer as error:
        raise NotSubscribed from error


async def request_layers(
    room: Room, participant: Participant, message: client_messages.LayerRequest
) -> None:
    layers = [LAYERS[size] for size in message.sizes]
    sync.fill(room, participant, participant.slots.resize(layers))


async def devices(_: Room, participant: Participant, message: client_messages.Devices) -> None:
    participant.microphone, participant.camera = message.microphone, message.camera
    participant.held = tuple(message.held)


async def ping(room: Room, participant: Participant, _: client_messages.Ping) -> None:
    room.send(participant, server_messages.Pong())


def _malformed(error: BadDescription) -> ConnectionClosed:
    return ConnectionClosed(
        CloseCode.MALFORMED, f"The description of your media is malformed: {error}"
    )
