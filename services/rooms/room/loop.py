"""The one task of a room object."""

import asyncio
import contextlib
from collections.abc import Iterator

from services.rooms.protocol.client_messages import STILL
from services.rooms.room import presence
from services.rooms.room.dispatch import EVENT_HANDLERS
from services.rooms.room.inbox import Item, MessageReceived, RemovalsRead, Tick
from services.rooms.room.media import sync
from services.rooms.room.room import Room
from services.rooms.stage import removing
from shared import log
from shared.background_tasks import background_tasks

TICK_S = 2.0

logger = log.get(__name__)


async def run(room: Room) -> None:
    """Work through the room's inbox until it is over; then end everything that it has."""
    async with background_tasks(_tick(room)), background_tasks(_read_removed(room)):
        await room.open()
        await _work(room, Tick())
        while room.over is None:
            await _work(room, await room.inbox.get())
        await _end(room)


async def _work(room: Room, item: Item) -> None:
    """Act on one item. What is seen and heard follows at once, even when that went wrong."""
    with _going_on(room, type(item).__name__):
        await EVENT_HANDLERS[type(item)](room, item)
    with _going_on(room, "showing"):
        _follow(room, item)
    await room.out.flush()
    await room.remember()


def _follow(room: Room, item: Item) -> None:
    """States are told when no more is waiting, so a rush costs one each."""
    if not (isinstance(item, MessageReceived) and type(item.message) in STILL):
        sync.show(room)
        room.behind = True
    if room.behind and room.inbox.empty and room.over is None:
        room.tell_states()


@contextlib.contextmanager
def _going_on(room: Room, doing: str) -> Iterator[None]:
    try:
        yield
    except Exception:
        logger.exception("room stumbled", room=room.name, doing=doing)


async def _tick(room: Room) -> None:
    while True:
        await asyncio.sleep(TICK_S)
        room.inbox.put(Tick())


async def _read_removed(room: Room) -> None:
    """Look for removals by other rooms; a database that is away holds up nobody here."""
    while True:
        await asyncio.sleep(TICK_S)
        with _going_on(room, "reading removals"):
            room.inbox.put(RemovalsRead(await removing.current(room)))


async def _end(room: Room) -> None:
    for step in (room.closing, lambda: _close_all(room), lambda: presence.all_left(room)):
        try:
            await step()
        except Exception:
            logger.exception("room ended badly", room=room.name)
    await room.media.close()


async def _close_all(room: Room) -> None:
    if room.over is None:
        return
    for connection in list(room.connections.values()):
        room.close_connection(connection, room.over.ending, room.over.reason)
    await room.out.flush()
