"""Carries the rooms protocol between WebSockets and the streams to rooms nodes.

One hub for each process. A connection has one bounded queue of outgoing messages; a client that
does not drain it is disconnected. The hub watches the nodes that its connections are at, and closes
the connections of a lost one, so that they come back and find the room where it is now.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import msgspec
import redis.asyncio as redis
from litestar import WebSocket
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect
from prometheus_client import Gauge
from redis.exceptions import RedisError

from services.gateway.platform.admissions.model import Admission, Closure
from services.gateway.platform.admissions.watching import Admissions
from shared import log
from shared.background_tasks import background_tasks, cancel_and_wait
from shared.bus import node_registry, signalling
from shared.bus.signalling import (
    ClientMessage,
    CloseConnection,
    Disconnect,
    JoinRequest,
    ServerMessage,
)
from shared.errors import DomainError, Unavailable
from shared.ids import new_id
from shared.rate_limiter import RateLimiter
from shared.tickets import BackRoomTicket, StageTicket, place_of, room_name, sign
from shared.vocabulary.close_codes import CloseCode

MESSAGE_LIMIT = 64 * 1024
QUEUE_LIMIT = 256

logger = log.get(__name__)
connections_now = Gauge("callboard_signalling_connections", "Open signalling WebSockets")


class WebSocketAdmission:
    """The handshake of a WebSocket: it is admitted, or closed with the reason."""

    def __init__(self, socket: WebSocket[Any, Any, Any]) -> None:
        self._socket = socket
        self.ticket: StageTicket | BackRoomTicket | None = None
        self.admission: Admission | None = None
        self.refused: DomainError | None = None

    async def enter(self, hub: "SignallingHub") -> None:
        if self.ticket and self.admission and not self.refused:
            await hub.serve(self._socket, self.ticket, self.admission)
            return
        await self._socket.accept()
        await self._socket.close(code=CloseCode.UNWELCOME, reason=str(self.refused or "")[:100])


@contextmanager
def refuse_at_admission(socket: WebSocket[Any, Any, Any]) -> Iterator[WebSocketAdmission]:
    """Turn a refusal into a close code and a reason that the page can show.

    A script learns nothing from a handshake that is refused with 403.
    """
    handshake = WebSocketAdmission(socket)
    try:
        yield handshake
    except DomainError as error:
        handshake.refused = error


class Connection:
    """One WebSocket, and the queue of messages to it."""

    def __init__(self, node: str) -> None:
        self.id = new_id().hex
        self.node = node
        self.queue: asyncio.Queue[bytes | CloseConnection] = asyncio.Queue(QUEUE_LIMIT)
        self.closure: asyncio.Future[Closure] = asyncio.get_running_loop().create_future()

    def end(self, closure: Closure) -> None:
        """End at once, whatever is still queued: its admission is over."""
        if not self.closure.done():
            self.closure.set_result(closure)

    def enqueue(self, message: bytes | CloseConnection) -> None:
        """Queue a message; a client that is too slow gets only the reason of its end."""
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(
                CloseConnection([self.id], CloseCode.TOO_FAST, "This connection is too slow.")
            )


class SignallingHub:
    """All signalling of this process. `run` until cancelled."""

    def __init__(
        self, client: redis.Redis, blocking: redis.Redis, ticket_key: str, admissions: Admissions
    ) -> None:
        self.name = new_id().hex
        self._redis = client
        self._reader = signalling.gateway_reader(blocking, self.name)
        self._key = ticket_key
        self._admissions = admissions
        self._connections: dict[str, Connection] = {}

    async def run(self) -> None:
        async with background_tasks(self._watch_nodes(), self._admissions.run()):
            await self._receive()

    async def serve(
        self,
        socket: WebSocket[Any, Any, Any],
        ticket: StageTicket | BackRoomTicket,
        admission: Admission,
    ) -> None:
        """Carry one WebSocket, from its join request to its end, or the end of its admission."""
        await socket.accept()
        try:
            node = await node_registry.node_for(self._redis, room_name(ticket))
        except (Unavailable, RedisError, OSError) as error:
            await socket.close(code=CloseCode.MOVED, reason=str(error)[:100])
            return
        connection = Connection(node)
        self._connections[connection.id] = connection
        connections_now.inc()
        try:
            join = JoinRequest(connection.id, self.name, place_of(ticket), sign(ticket, self._key))
            await signalling.send(self._redis, signalling.node_stream(node), join)
            with self._admissions.held(admission, connection.end):
                await self._carry(socket, connection)
        finally:
            connections_now.dec()
            del self._connections[connection.id]
            gone = Disconnect(connection.id, for_good=connection.closure.done())
            with suppress(RedisError, OSError):
                await signalling.send(self._redis, signalling.node_stream(node), gone)
        if connection.closure.done():
            closure = connection.closure.result()
            with suppress(OSError, RuntimeError):  # it may have gone in the same moment
                await socket.close(code=closure.code, reason=closure.reason)

    async def _carry(self, socket: WebSocket[Any, Any, Any], connection: Connection) -> None:
        inward = asyncio.create_task(self._inward(socket, connection))
        outward = asyncio.create_task(self._outward(socket, connection))
        try:
            ends: set[asyncio.Future[Any]] = {inward, outward, connection.closure}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await cancel_and_wait(inward, outward)

    async def _inward(self, socket: WebSocket[Any, Any, Any], connection: Connection) -> None:
        stream = signalling.node_stream(connection.node)
        limiter = RateLimiter(time.monotonic())
        with suppress(WebSocketDisconnect):
            while True:
                body = await socket.receive_data(mode="text")
                if len(body) > MESSAGE_LIMIT:
                    connection.enqueue(
                        CloseConnection(
                            [connection.id], CloseCode.MALFORMED, "This message is too long."
                        )
                    )
                    await asyncio.Event().wait()
                if not limiter.allows(time.monotonic()):
                    connection.enqueue(
                        CloseConnection(
                            [connection.id], CloseCode.TOO_FAST, "These are too many messages."
                        )
                    )
                    await asyncio.Event().wait()
                await signalling.send(
                    self._redis, stream, ClientMessage(connection.id, body.encode())
                )

    async def _outward(self, socket: WebSocket[Any, Any, Any], connection: Connection) -> None:
        while True:
            message = await connection.queue.get()
            if isinstance(message, CloseConnection):
                await socket.close(code=message.code, reason=message.reason[:100])
                return
            await socket.send_data(message.decode(), mode="text")

    async def _receive(self) -> None:
        while True:
            try:
                async for message in self._reader.messages():
                    self._pass_on(message)
            except (RedisError, OSError, msgspec.DecodeError) as error:
                logger.warning("hub stumbled", error=str(error))
                self._close_all("The signalling was interrupted.")
                await asyncio.sleep(0.5)

    def _pass_on(self, message: ServerMessage | CloseConnection) -> None:
        said = message.body if isinstance(message, ServerMessage) else message
        for connection_id in message.connections:
            if connection := self._connections.get(connection_id):
                connection.enqueue(said)

    async def _watch_nodes(self) -> None:
        failures = node_registry.FailureDetector()
        while True:
            await asyncio.sleep(node_registry.LOOK_EVERY_S)
            nodes = {connection.node for connection in self._connections.values()}
            try:
                lost = await failures.look(self._redis, nodes) if nodes else set()
            except (RedisError, OSError) as error:
                logger.warning("nodes not seen", error=str(error))
                continue
            for connection in list(self._connections.values()):
                if connection.node in lost:
                    connection.enqueue(
                        CloseConnection([connection.id], CloseCode.MOVED, "The room has moved.")
                    )

    def _close_all(self, reason: str) -> None:
        for connection in list(self._connections.values()):
            connection.enqueue(CloseConnection([connection.id], CloseCode.MOVED, reason))


SignallingHubDep: TypeAlias = NamedDependency[SignallingHub]
