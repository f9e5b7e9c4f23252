"""The handlers of events and messages that every kind of room has."""

import time
from collections.abc import Mapping

from services.rooms import metrics
from services.rooms.media.model import PeerState
from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.protocol.errors import RequestError, TryAgain
from services.rooms.room import presence
from services.rooms.room.behaviour import EventHandler, MessageHandler
from services.rooms.room.events import (
    CloseRequested,
    Connected,
    Disconnected,
    GraceExpired,
    LayersRequested,
    MediaArrived,
    MediaStateChanged,
    MessageReceived,
    ProtocolViolated,
    RemovalsRead,
    RoomEvent,
    SpeakerChanged,
    Tick,
)
from services.rooms.room.media import negotiation, quality_reports
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room
from shared import log

SILENT_S = 90.0
"""Clients ping every second; a connection that sends nothing for this long is gone."""

logger = log.get(__name__)


async def message_received(room: Room, event: MessageReceived) -> None:
    participant = room.people.get(event.connection.ticket.who)
    if participant is None or participant.connection is not event.connection:
        return
    try:
        await _handle(room, participant, event.message)
    except RequestError as error:
        _refuse(room, participant, event.message, error)
    except ConnectionClosed as closed:
        violation = ProtocolViolated(event.connection, closed.code, str(closed))
        await protocol_violated(room, violation)


async def _handle(
    room: Room, participant: Participant, message: client_messages.ClientMessage
) -> None:
    try:
        await room.behaviour.message_handlers[type(message)](room, participant, message)
    except (RequestError, ConnectionClosed):
        raise
    except Exception as error:
        logger.exception("message failed", room=room.name, type=message.kind())
        raise TryAgain from error


def _refuse(
    room: Room,
    participant: Participant,
    message: client_messages.ClientMessage,
    error: RequestError,
) -> None:
    of = message.kind()
    metrics.REFUSED.labels(of=of, code=error.code).inc()
    room.send(participant, server_messages.Refused(of=of, code=error.code, reason=str(error)))


async def protocol_violated(room: Room, event: ProtocolViolated) -> None:
    room.close_connection(event.connection, event.code, event.reason)
    await presence.disconnected(room, Disconnected(event.connection))


async def media_state_changed(room: Room, event: MediaStateChanged) -> None:
    if participant := room.people.get(event.who):
        participant.media_connected = event.state is not PeerState.LOST


async def layers_requested(room: Room, event: LayersRequested) -> None:
    if participant := room.people.get(event.who):
        participant.active_layers = event.layers
        if participant.publishes:
            negotiation.send_active_layers(room, participant)


async def media_arrived(room: Room, event: MediaArrived) -> None:
    if participant := room.people.get(event.who):
        participant.arriving = event.kinds
        negotiation.send_arriving(room, participant)


async def speaker_changed(room: Room, event: SpeakerChanged) -> None:
    """Send who speaks; somebody who has left meanwhile is not named."""
    speaker = event.who if event.who in room.people else None
    room.send_all(room.audience, server_messages.Speaking(speaker))


async def tick(room: Room, _: Tick) -> None:
    silent_since = time.monotonic() - SILENT_S
    for connection in list(room.connections.values()):
        if connection.last_message_at < silent_since:
            violation = ProtocolViolated(connection, CloseCode.MOVED, "Nothing was heard.")
            await protocol_violated(room, violation)
    quality_reports.measure(room)
    await room.behaviour.on_tick(room)
    if not room.people and not room.connections:
        room.close_request = CloseRequested(CloseCode.MOVED, "Everybody left.")


async def close_requested(room: Room, event: CloseRequested) -> None:
    room.close_request = event


EVENT_HANDLERS: Mapping[type[RoomEvent], EventHandler[Room]] = {
    Connected: presence.connected,
    MessageReceived: message_received,
    ProtocolViolated: protocol_violated,
    Disconnected: presence.disconnected,
    GraceExpired: presence.grace_expired,
    MediaStateChanged: media_state_changed,
    LayersRequested: layers_requested,
    MediaArrived: media_arrived,
    SpeakerChanged: speaker_changed,
    RemovalsRead: presence.removals_read,
    Tick: tick,
    CloseRequested: close_requested,
}

MESSAGE_HANDLERS: Mapping[type[client_messages.ClientMessage], MessageHandler[Room]] = {
    client_messages.Subscribe: negotiation.subscribe,
    client_messages.Answer: negotiation.answer,
    client_messages.LayerRequest: negotiation.request_layers,
    client_messages.Devices: negotiation.devices,
    client_messages.Ping: negotiation.ping,
}
