"""Carries the rooms protocol between WebSockets and the lanes to rooms nodes.

One hub for each process. A connection has one bounded queue of what it is still to be told; one
that does not drain it is closed. The hub watches the nodes that its connections are at, and closes
the connections of a lost one, so that they come back and find the room where it is now.
"""

import asyncio
from contextlib import suppress
from typing import Any

import msgspec
import redis.asyncio as redis
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect
from prometheus_client import Gauge
from redis.exceptions import RedisError

from shared import log
from shared.bus import lanes, whereabouts
from shared.bus.lanes import Hang, Knock, Leave, Say, Tell
from shared.errors import Unavailable
from shared.ids import new_id
from shared.tickets import BackRoomTicket, StageTicket, place_of, room_name, sign

MESSAGE_LIMIT = 64 * 1024
QUEUE_LIMIT = 256
MOVED = 4503
MALFORMED = 4400
TOO_SLOW = 4429

logger = log.get(__name__)
connections_now = Gauge("callboard_signalling_connections", "Open signalling WebSockets")


class Connection:
    """One WebSocket, and what it is still to be told."""

    def __init__(self, node: str) -> None:
        self.id = new_id().hex
        self.node = node
        self.queue: asyncio.Queue[bytes | Hang] = asyncio.Queue(QUEUE_LIMIT)

    def tell(self, message: bytes | Hang) -> None:
        """Queue a message; a connection that is too slow is told only why it ends."""
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(Hang([self.id], TOO_SLOW, "This connection is too slow."))


class Hub:
    """All signalling of this process. `run` until cancelled."""

    def __init__(self, client: redis.Redis, blocking: redis.Redis, ticket_key: str) -> None:
        self.name = new_id().hex
        self._redis = client
        self._blocking = blocking
        self._key = ticket_key
        self._connections: dict[str, Connection] = {}

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._hear())
            group.create_task(self._watch_nodes())

    async def serve(
        self, socket: WebSocket[Any, Any, Any], ticket: StageTicket | BackRoomTicket
    ) -> None:
        """Carry one WebSocket, from the knock to its end."""
        await socket.accept()
        try:
            node = await whereabouts.node_for(self._redis, room_name(ticket))
        except (Unavailable, RedisError, OSError) as error:
            await socket.close(code=MOVED, reason=str(error)[:100])
            return
        connection = Connection(node)
        self._connections[connection.id] = connection
        connections_now.inc()
        try:
            knock = Knock(connection.id, self.name, place_of(ticket), sign(ticket, self._key))
            await lanes.send(self._redis, lanes.node_lane(node), knock)
            await self._carry(socket, connection)
        finally:
            connections_now.dec()
            del self._connections[connection.id]
            with suppress(RedisError, OSError):
                await lanes.send(self._redis, lanes.node_lane(node), Leave(connection.id))

    async def _carry(self, socket: WebSocket[Any, Any, Any], connection: Connection) -> None:
        inward = asyncio.create_task(self._inward(socket, connection))
        outward = asyncio.create_task(self._outward(socket, connection))
        try:
            await asyncio.wait({inward, outward}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (inward, outward):
                task.cancel()
            await asyncio.gather(inward, outward, return_exceptions=True)

    async def _inward(self, socket: WebSocket[Any, Any, Any], connection: Connection) -> None:
        lane = lanes.node_lane(connection.node)
        with suppress(WebSocketDisconnect):
            while True:
                body = await socket.receive_data(mode="text")
                if len(body) > MESSAGE_LIMIT:
                    connection.tell(Hang([connection.id], MALFORMED, "This message is too long."))
                    await asyncio.Event().wait()
                await lanes.send(self._redis, lane, Say(connection.id, body.encode()))

    async def _outward(self, socket: WebSocket[Any, Any, Any], connection: Connection) -> None:
        while True:
            message = await connection.queue.get()
            if isinstance(message, Hang):
                await socket.close(code=message.code, reason=message.reason[:100])
                return
            await socket.send_data(message.decode(), mode="text")

    async def _hear(self) -> None:
        while True:
            try:
                async for message in lanes.gateway_messages(self._blocking, self.name):
                    self._pass_on(message)
            except (RedisError, OSError, msgspec.DecodeError) as error:
                logger.warning("hub stumbled", error=str(error))
                self._hang_all("The signalling was interrupted.")
                await asyncio.sleep(0.5)

    def _pass_on(self, message: Tell | Hang) -> None:
        said = message.body if isinstance(message, Tell) else message
        for connection_id in message.connections:
            if connection := self._connections.get(connection_id):
                connection.tell(said)

    async def _watch_nodes(self) -> None:
        while True:
            await asyncio.sleep(1)
            try:
                fresh = await whereabouts.fresh_nodes(self._redis)
            except (RedisError, OSError) as error:
                logger.warning("nodes not seen", error=str(error))
                continue
            for connection in list(self._connections.values()):
                if connection.node not in fresh:
                    connection.tell(Hang([connection.id], MOVED, "The room has moved."))

    def _hang_all(self, reason: str) -> None:
        for connection in list(self._connections.values()):
            connection.tell(Hang([connection.id], MOVED, reason))
