"""What a room does with each kind of item in its inbox."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from services.rooms import metrics
from services.rooms.media import PeerState
from services.rooms.protocol import server_messages
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.protocol.errors import RequestError, TryAgain
from services.rooms.room import presence
from services.rooms.room.handlers import MESSAGE_HANDLERS
from services.rooms.room.inbox import (  # fmt: skip
    CloseRequested,
    Connected,
    CountdownEnded,
    Disconnected,
    GraceExpired,
    HostAwaited,
    Item,
    LayersRequested,
    MediaArrived,
    MediaStateChanged,
    MessageReceived,
    ProtocolViolated,
    RemovalsRead,
    SpeakerChanged,
    TakePhaseChanged,
    Tick,
)
from services.rooms.room.media import negotiation, quality_reports
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room
from services.rooms.stage import removing
from services.rooms.stage.takes import attendance, commands
from shared import log

SILENT_S = 90.0
"""Clients ping every second; who says nothing for this long has no connection any more."""

logger = log.get(__name__)


async def said(room: Room, item: MessageReceived) -> None:
    participant = room.people.get(item.connection.ticket.who)
    if participant is None or participant.connection is not item.connection:
        return
    try:
        await _obey(room, participant, item)
    except RequestError as refusal:
        _refuse(room, participant, item, refusal)
    except ConnectionClosed as ejected:
        await misbehaved(room, ProtocolViolated(item.connection, ejected.ending, str(ejected)))


async def _obey(room: Room, participant: Participant, item: MessageReceived) -> None:
    try:
        await MESSAGE_HANDLERS[type(room)][type(item.message)](room, participant, item.message)
    except (RequestError, ConnectionClosed):
        raise
    except Exception as error:
        logger.exception("message failed", room=room.name, type=item.message.kind())
        raise TryAgain from error


def _refuse(
    room: Room, participant: Participant, item: MessageReceived, refusal: RequestError
) -> None:
    of = item.message.kind()
    metrics.REFUSED.labels(of=of, code=refusal.code).inc()
    room.tell(participant, server_messages.Refused(of=of, code=refusal.code, reason=str(refusal)))


async def misbehaved(room: Room, item: ProtocolViolated) -> None:
    room.close_connection(item.connection, item.ending, item.reason)
    await presence.went(room, Disconnected(item.connection))


async def media_turned(room: Room, item: MediaStateChanged) -> None:
    if participant := room.people.get(item.who):
        participant.media_well = item.state is not PeerState.LOST


async def media_wanted(room: Room, item: LayersRequested) -> None:
    if participant := room.people.get(item.who):
        participant.wanted = item.sizes
        if participant.publishes:
            negotiation.tell_wanted(room, participant)


async def media_arriving(room: Room, item: MediaArrived) -> None:
    if participant := room.people.get(item.who):
        participant.arriving = item.kinds
        negotiation.tell_arriving(room, participant)


async def media_speaking(room: Room, item: SpeakerChanged) -> None:
    """Say who is heard most; of who left in the meantime nothing is said."""
    heard = item.who if item.who in room.people else None
    room.tell_all(room.audience(), server_messages.Speaking(heard))


async def ticked(room: Room, _: Tick) -> None:
    silent_since = time.monotonic() - SILENT_S
    for connection in list(room.connections.values()):
        if connection.heard_at < silent_since:
            await misbehaved(
                room, ProtocolViolated(connection, CloseCode.MOVED, "Nothing was heard.")
            )
    quality_reports.measure(room)
    await room.look_around()
    if not room.people and not room.connections:
        room.over = CloseRequested(CloseCode.MOVED, "Everybody left.")


async def over(room: Room, item: CloseRequested) -> None:
    room.over = item


EVENT_HANDLERS: dict[type[Item], Callable[[Any, Any], Awaitable[None]]] = {
    Connected: presence.came,
    MessageReceived: said,
    ProtocolViolated: misbehaved,
    Disconnected: presence.went,
    GraceExpired: presence.place_expired,
    MediaStateChanged: media_turned,
    LayersRequested: media_wanted,
    MediaArrived: media_arriving,
    SpeakerChanged: media_speaking,
    CountdownEnded: commands.counted_down,
    HostAwaited: attendance.waited,
    RemovalsRead: removing.read,
    TakePhaseChanged: commands.turned,
    Tick: ticked,
    CloseRequested: over,
}
