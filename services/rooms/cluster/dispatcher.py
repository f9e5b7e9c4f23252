"""Dispatches gateways' messages to the rooms of this node, and opens a room at the first join."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from functools import partial

import redis.asyncio as redis
from redis.exceptions import RedisError

from services.rooms import metrics
from services.rooms.back_room.behaviour import BACK_ROOM
from services.rooms.cluster.placement import Lease, Placement
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.room import loop
from services.rooms.room.context import RoomContext
from services.rooms.room.participant import Connection
from services.rooms.room.room import Room, Ticket
from services.rooms.stage.behaviour import STAGE
from services.rooms.stage.stage import Stage
from shared import log
from shared.background_tasks import within
from shared.bus.node_registry import STALE_AFTER_S
from shared.bus.signalling import (
    ClientMessage,
    CloseConnection,
    Disconnect,
    JoinRequest,
    ToNode,
    gateway_stream,
    send,
)
from shared.rate_limiter import RateLimiter
from shared.tickets import Place, TicketRefused, place_of, read, room_name

KINDS: Mapping[Place, Callable[[Ticket, int, RoomContext], Room]] = {
    "stage": partial(Stage, STAGE),
    "back_room": partial(Room, BACK_ROOM),
}

LONGEST_DRAIN_S = 1800.0
CHECK_EVERY_S = 0.25
MOVES = "The room moves to another server."

logger = log.get(__name__)


class Dispatcher:
    """The rooms that this node has a lease on, and the connections in them."""

    def __init__(
        self, client: redis.Redis, context: RoomContext, key: str, placement: Placement
    ) -> None:
        self._redis = client
        self._context = context
        self._key = key
        self._placement = placement
        self._rooms: dict[str, tuple[Lease, Room]] = {}
        self._connections: dict[str, Room] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.draining = False

    @property
    def load(self) -> int:
        """Return the number of people in this node's rooms."""
        return sum(len(room.people) for _, room in self._rooms.values())

    async def handle(self, message: ToNode) -> None:
        """Act on one message of the node's stream."""
        match message:
            case JoinRequest():
                await self._join(message)
            case ClientMessage(connection, body):
                if room := self._connections.get(connection):
                    room.receive(connection, body)
            case Disconnect(connection, for_good):
                if room := self._connections.pop(connection, None):
                    room.disconnect(connection, for_good=for_good)

    async def heartbeat(self) -> None:
        """Announce the node; close the rooms that another node has taken over."""
        metrics.PEOPLE.set(self.load)
        leases = [lease for lease, _ in self._rooms.values()]
        for lease in await self._placement.heartbeat(leases, self.load, draining=self.draining):
            logger.warning("lease lost", room=lease.room)
            if lease.room in self._rooms and self._rooms[lease.room][0] == lease:
                self._rooms[lease.room][1].close(CloseCode.MOVED, "The room has moved.")
        self._forget_closed()

    async def drain(self, force: asyncio.Event) -> None:
        """Take no more rooms; close those that are here, one with a take not before its end.

        Returns when all are closed, which `force` and LONGEST_DRAIN_S hasten.
        """
        self.draining = True
        with contextlib.suppress(OSError, RedisError):
            await within(STALE_AFTER_S, self.heartbeat())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_DRAIN_S):
                while not force.is_set() and self._close_idle():
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(CHECK_EVERY_S):
                            await force.wait()
        for _, room in self._rooms.values():
            room.close(CloseCode.MOVED, MOVES)
        for ended in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                logger.error("room ended badly", error=repr(ended))

    def _close_idle(self) -> bool:
        """Close rooms that may be closed; return whether there are others."""
        busy = [room for _, room in self._rooms.values() if room.busy]
        for _, room in self._rooms.values():
            if room not in busy:
                room.close(CloseCode.MOVED, MOVES)
        return bool(busy)

    async def _join(self, request: JoinRequest) -> None:
        try:
            ticket = read(request.ticket, request.place, self._key)
        except TicketRefused as error:
            await self._close_connection(request, CloseCode.UNWELCOME, str(error))
            return
        room = await self._room(room_name(ticket), ticket)
        if room is None:
            await self._close_connection(request, CloseCode.MOVED, "The room is on another server.")
            return
        now = time.monotonic()
        connection = Connection(request.connection, request.gateway, ticket, RateLimiter(now), now)
        self._connections[request.connection] = room
        room.connect(connection)

    async def _room(self, name: str, ticket: Ticket) -> Room | None:
        """Return the room, opened if need be; None when it is not, or no longer, this node's."""
        if name in self._rooms:
            own, room = self._rooms[name]
            return room if not room.close_request and self._placement.holds(own) else None
        lease = None if self.draining else await self._placement.claim(name)
        if lease is None:
            return None
        room = KINDS[place_of(ticket)](ticket, lease.fence, self._context)
        self._rooms[name] = (lease, room)
        metrics.ROOMS.set(len(self._rooms))
        task = asyncio.create_task(self._run(lease, room))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return room

    async def _run(self, lease: Lease, room: Room) -> None:
        try:
            await loop.run(room)
        finally:
            del self._rooms[lease.room]
            metrics.ROOMS.set(len(self._rooms))
            with contextlib.suppress(OSError, RedisError):
                await self._placement.release(lease)

    async def _close_connection(self, request: JoinRequest, code: CloseCode, reason: str) -> None:
        metrics.CONNECTIONS_CLOSED.labels(code=int(code)).inc()
        closing = CloseConnection([request.connection], int(code), reason)
        await send(self._redis, gateway_stream(request.gateway), closing)

    def _forget_closed(self) -> None:
        """Forget connections that their room has ended."""
        self._connections = {
            connection: room
            for connection, room in self._connections.items()
            if connection in room.connections
        }
