"""The event loop of a room object: the one task that changes it."""

import asyncio
import contextlib
from collections.abc import Iterator

from services.rooms.protocol.client_messages import STILL
from services.rooms.room import presence
from services.rooms.room.events import MessageReceived, RemovalsRead, RoomEvent, Tick
from services.rooms.room.media import sync
from services.rooms.room.room import Room
from shared import log
from shared.background_tasks import background_tasks

TICK_S = 2.0

logger = log.get(__name__)


async def run(room: Room) -> None:
    """Handle the room's events until it is asked to close; then end everything that it has."""
    async with background_tasks(_tick(room)), background_tasks(_read_removals(room)):
        await room.behaviour.restore(room)
        await _handle(room, Tick())
        while room.close_request is None:
            await _handle(room, await room.inbox.get())
        await _end(room)


async def _handle(room: Room, event: RoomEvent) -> None:
    """Handle one event. Media and states follow at once, even when that failed."""
    with _logged(room, type(event).__name__):
        await room.behaviour.event_handlers[type(event)](room, event)
    with _logged(room, "sync"):
        _follow(room, event)
    await room.outbound.flush()
    await room.behaviour.save(room)


def _follow(room: Room, event: RoomEvent) -> None:
    """States are sent when the inbox is empty, so a rush of events costs one each."""
    if not (isinstance(event, MessageReceived) and type(event.message) in STILL):
        sync.show(room)
        room.states_due = True
    if room.states_due and room.inbox.empty and room.close_request is None:
        room.send_states()


@contextlib.contextmanager
def _logged(room: Room, step: str) -> Iterator[None]:
    try:
        yield
    except Exception:
        logger.exception("event failed", room=room.name, step=step)


async def _tick(room: Room) -> None:
    while True:
        await asyncio.sleep(TICK_S)
        room.inbox.put(Tick())


async def _read_removals(room: Room) -> None:
    """Look for removals by other rooms; a database that is away holds up nobody here."""
    while True:
        await asyncio.sleep(TICK_S)
        with _logged(room, "read removals"):
            room.inbox.put(RemovalsRead(await presence.read_removals(room)))


async def _end(room: Room) -> None:
    on_close = room.behaviour.on_close
    for step in (on_close, _close_connections, presence.end_visits):
        try:
            await step(room)
        except Exception:
            logger.exception("room ended badly", room=room.name)
    await room.media.close()


async def _close_connections(room: Room) -> None:
    if room.close_request is None:
        return
    for connection in list(room.connections.values()):
        room.close_connection(connection, room.close_request.code, room.close_request.reason)
    await room.outbound.flush()
