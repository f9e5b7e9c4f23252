"""What a room does with each kind of item in its inbox."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from services.rooms import (
    attending,
    conversation,
    measuring,
    metrics,
    presence,
    removing,
    taping,
    told,
)
from services.rooms.endings import Ejected, Ending
from services.rooms.handlers import HANDLERS
from services.rooms.inbox import (
    Came,
    CountedDown,
    Item,
    MediaArriving,
    MediaSpeaking,
    MediaTurned,
    MediaWanted,
    Misbehaved,
    Over,
    PlaceExpired,
    RemovedRead,
    Said,
    TakeTurned,
    Tick,
    WaitedForHost,
    Went,
)  # fmt: skip
from services.rooms.media import PeerState
from services.rooms.people import Person
from services.rooms.refusals import Refusal, TryAgain
from services.rooms.room import Room
from shared import log

SILENT_S = 90.0
"""Clients ping every second; who says nothing for this long has no connection any more."""

logger = log.get(__name__)


async def said(room: Room, item: Said) -> None:
    person = room.people.get(item.connection.ticket.who)
    if person is None or person.connection is not item.connection:
        return
    try:
        await _obey(room, person, item)
    except Refusal as refusal:
        _refuse(room, person, item, refusal)
    except Ejected as ejected:
        await misbehaved(room, Misbehaved(item.connection, ejected.ending, str(ejected)))


async def _obey(room: Room, person: Person, item: Said) -> None:
    try:
        await HANDLERS[type(room)][type(item.message)](room, person, item.message)
    except (Refusal, Ejected):
        raise
    except Exception as error:
        logger.exception("message failed", room=room.name, type=item.message.kind())
        raise TryAgain from error


def _refuse(room: Room, person: Person, item: Said, refusal: Refusal) -> None:
    of = item.message.kind()
    metrics.REFUSED.labels(of=of, code=refusal.code).inc()
    room.tell(person, told.Refused(of=of, code=refusal.code, reason=str(refusal)))


async def misbehaved(room: Room, item: Misbehaved) -> None:
    room.hang(item.connection, item.ending, item.reason)
    await presence.went(room, Went(item.connection))


async def media_turned(room: Room, item: MediaTurned) -> None:
    if person := room.people.get(item.who):
        person.media_well = item.state is not PeerState.LOST


async def media_wanted(room: Room, item: MediaWanted) -> None:
    if person := room.people.get(item.who):
        person.wanted = item.sizes
        if person.publishes:
            conversation.tell_wanted(room, person)


async def media_arriving(room: Room, item: MediaArriving) -> None:
    if person := room.people.get(item.who):
        person.arriving = item.kinds
        conversation.tell_arriving(room, person)


async def media_speaking(room: Room, item: MediaSpeaking) -> None:
    """Say who is heard most; of who left in the meantime nothing is said."""
    heard = item.who if item.who in room.people else None
    room.tell_all(room.audience(), told.Speaking(heard))


async def ticked(room: Room, _: Tick) -> None:
    silent_since = time.monotonic() - SILENT_S
    for connection in list(room.connections.values()):
        if connection.heard_at < silent_since:
            await misbehaved(room, Misbehaved(connection, Ending.MOVED, "Nothing was heard."))
    measuring.measure(room)
    await room.look_around()
    if not room.people and not room.connections:
        room.over = Over(Ending.MOVED, "Everybody left.")


async def over(room: Room, item: Over) -> None:
    room.over = item


ACTS: dict[type[Item], Callable[[Any, Any], Awaitable[None]]] = {
    Came: presence.came,
    Said: said,
    Misbehaved: misbehaved,
    Went: presence.went,
    PlaceExpired: presence.place_expired,
    MediaTurned: media_turned,
    MediaWanted: media_wanted,
    MediaArriving: media_arriving,
    MediaSpeaking: media_speaking,
    CountedDown: taping.counted_down,
    WaitedForHost: attending.waited,
    RemovedRead: removing.read,
    TakeTurned: taping.turned,
    Tick: ticked,
    Over: over,
}
