"""The one task of a room object."""

import asyncio

from services.rooms import presence, showing
from services.rooms.acts import ACTS
from services.rooms.heard import STILL
from services.rooms.inbox import Item, Said, Tick
from services.rooms.room import Room
from shared import log

TICK_S = 2.0

logger = log.get(__name__)


async def run(room: Room) -> None:
    """Work through the room's inbox until it is over; then end everything that it has."""
    ticking = asyncio.create_task(_tick(room))
    try:
        await _work(room, Tick())
        while room.over is None:
            await _work(room, await room.inbox.get())
        await _end(room)
    finally:
        ticking.cancel()


async def _work(room: Room, item: Item) -> None:
    """Act on one item. What is seen and heard follows at once; states are told when no more is
    waiting, so a rush costs one each."""
    try:
        await ACTS[type(item)](room, item)
        if not _is_still(item):
            showing.show(room)
            room.behind = True
        if room.behind and room.inbox.empty and room.over is None:
            room.tell_states()
    except Exception:
        logger.exception("room stumbled", room=room.name, item=type(item).__name__)
    await room.out.flush()


def _is_still(item: Item) -> bool:
    return isinstance(item, Said) and type(item.message) in STILL


async def _tick(room: Room) -> None:
    while True:
        await asyncio.sleep(TICK_S)
        room.inbox.put(Tick())


async def _end(room: Room) -> None:
    for step in (room.closing, lambda: _hang_all(room), lambda: presence.all_left(room)):
        try:
            await step()
        except Exception:
            logger.exception("room ended badly", room=room.name)
    await room.media.close()


async def _hang_all(room: Room) -> None:
    if room.over is None:
        return
    for connection in list(room.connections.values()):
        room.hang(connection, room.over.ending, room.over.reason)
    await room.out.flush()
