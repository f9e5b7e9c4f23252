"""Somebody who comes into a room, as a gateway carries them: by lanes, from knock to end."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, Self, TypeVar

import msgspec
import redis.asyncio as redis

from shared.background_tasks import cancel_and_wait
from shared.bus import node_registry, signalling, streams
from shared.bus.signalling import (
    ClientMessage,
    CloseConnection,
    Disconnect,
    JoinRequest,
    ServerMessage,
)
from shared.ids import new_id
from shared.tickets import BackRoomTicket, StageTicket, place_of, room_name, sign
from tests.integration.rooms.audition import KEY

PATIENCE_S = 40
Seen = dict[str, Any]
T = TypeVar("T")


class Gateway:
    """Reads one gateway lane, and gives each visitor what is theirs."""

    def __init__(self, redis_url: str) -> None:
        self.name = new_id().hex
        self.client: redis.Redis = streams.connect(redis_url)
        self._blocking = streams.connect_blocking(redis_url)
        self.visitors: dict[str, Visitor] = {}
        self._listening: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        await cancel_and_wait(self._listening)
        await self.client.aclose()
        await self._blocking.aclose()

    async def _listen(self) -> None:
        async for message in signalling.gateway_reader(self._blocking, self.name).messages():
            for connection in message.connections:
                if visitor := self.visitors.get(connection):
                    visitor.take(message)

    async def knock(
        self, ticket: StageTicket | BackRoomTicket, *, node: str | None = None, key: str = KEY
    ) -> "Visitor":
        """Send a visitor's knock to a node, or to the one that has or should get the room."""
        node = node or await self._node_for(room_name(ticket))
        visitor = Visitor(self, ticket, node)
        self.visitors[visitor.connection] = visitor
        knock = JoinRequest(visitor.connection, self.name, place_of(ticket), sign(ticket, key))
        await signalling.send(self.client, signalling.node_stream(node), knock)
        return visitor

    async def _node_for(self, room: str) -> str:
        """Wait for a node, as browsers do: one on a busy machine may say late that it is up."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with contextlib.suppress(node_registry.NoRoomsNode):
                    return await node_registry.node_for(self.client, room)
                await asyncio.sleep(0.05)

    async def visit(self, ticket: StageTicket | BackRoomTicket) -> "Visitor":
        """Knock and wait for the welcome."""
        visitor = await self.knock(ticket)
        await visitor.hears("welcome")
        return visitor

    async def visit_again(self, ticket: StageTicket | BackRoomTicket) -> "Visitor":
        """Knock until the room has moved to where it lets the visitor in."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                visitor = await self.knock(ticket)
                if await visitor.is_let_in():
                    return visitor


class Visitor:
    """One connection: what it was told, and what it says."""

    def __init__(self, gateway: Gateway, ticket: StageTicket | BackRoomTicket, node: str) -> None:
        self.connection = new_id().hex
        self.ticket = ticket
        self.node = node
        self.received: list[Seen] = []
        self.end: CloseConnection | None = None
        self._gateway = gateway
        self._read = 0
        self._changed = asyncio.Condition()
        self._notes: set[asyncio.Task[None]] = set()

    @property
    def who(self) -> str:
        return self.ticket.who

    @property
    def state(self) -> Seen:
        """The newest state."""
        return next(m for m in reversed(self.received) if m["type"] == "state")

    def take(self, message: ServerMessage | CloseConnection) -> None:
        if isinstance(message, CloseConnection):
            self.end = message
        else:
            self.received.append(msgspec.json.decode(message.body))
        note = asyncio.create_task(self._note())
        self._notes.add(note)
        note.add_done_callback(self._notes.discard)

    async def _note(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def says(self, kind: str, **fields: Any) -> None:
        await self.says_raw(msgspec.json.encode({"type": kind} | fields))

    async def says_raw(self, *bodies: bytes) -> None:
        said = [ClientMessage(self.connection, body) for body in bodies]
        await signalling.send(self._gateway.client, signalling.node_stream(self.node), *said)

    async def leaves(self, *, for_good: bool = False) -> None:
        gone = Disconnect(self.connection, for_good)
        await signalling.send(self._gateway.client, signalling.node_stream(self.node), gone)

    async def hears(self, kind: str) -> Seen:
        """Wait for the next message of a kind, after those that were waited for before."""
        return await self._wait(lambda: self._next(kind))

    async def asks(self, kind: str, **fields: Any) -> Seen:
        """Say something that will be refused; return the refusal."""
        await self.says(kind, **fields)
        refused = await self.hears("refused")
        assert refused["of"] == kind
        return refused

    async def sees(self, fits: Callable[[Seen], bool]) -> Seen:
        """Wait until the newest state fits."""

        def fitting() -> Seen | None:
            states = [m for m in self.received if m["type"] == "state"]
            return states[-1] if states and fits(states[-1]) else None

        return await self._wait(fitting)

    async def goes_on(self) -> bool:
        """Ping, and tell whether the room answered rather than hung up."""
        await self.says("ping")
        return await self._wait(lambda: self._next("pong") or self.end) is not self.end

    async def is_let_in(self) -> bool:
        """Wait for the room's answer to the knock."""
        return await self._wait(lambda: self._next("welcome") or self.end) is not self.end

    async def ends(self) -> CloseConnection:
        """Wait for the room to hang up."""
        return await self._wait(lambda: self.end)

    def _next(self, kind: str) -> Seen | None:
        for index in range(self._read, len(self.received)):
            if self.received[index]["type"] == kind:
                self._read = index + 1
                return self.received[index]
        return None

    async def _wait(self, found: Callable[[], T | None]) -> T:
        try:
            async with asyncio.timeout(PATIENCE_S), self._changed:
                while (result := found()) is None:
                    await self._changed.wait()
                return result
        except TimeoutError:
            seen = [m for m in self.received if m["type"] not in ("offer", "quality", "pong")][-6:]
            raise AssertionError(
                f"{self.ticket.name} waited in vain; saw {seen}, {self.end}"
            ) from None
