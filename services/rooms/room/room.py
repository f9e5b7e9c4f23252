"""A room object: its people, its connections, its media. Only its own task changes it.

The stage and the back room of a session are two of these. Neither knows the other, and the media
of a room can only name who is in it.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar, TypeAlias

import msgspec

from services.rooms.media import MediaRoom, Source
from services.rooms.protocol import server_messages
from services.rooms.protocol.client_messages import ClientMessage
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.protocol.state import Named, State
from services.rooms.room.admission import admit
from services.rooms.room.context import RoomContext
from services.rooms.room.inbox import (
    CloseRequested,
    Connected,
    Disconnected,
    Inbox,
    MediaEvents,
    MessageReceived,
    ProtocolViolated,
)
from services.rooms.room.outbound import Outbound
from services.rooms.room.participant import OPEN, Connection, ForwardingPermissions, Participant
from shared.tickets import BackRoomTicket, StageTicket, room_name

Ticket: TypeAlias = StageTicket | BackRoomTicket


class Room(ABC):
    """What the two kinds of room have in common."""

    slots: ClassVar[int]
    """Media slots of each viewer."""
    capacity: ClassVar[int]
    """People at once."""
    language: ClassVar[msgspec.json.Decoder[ClientMessage]]
    """What is heard in it."""

    def __init__(self, ticket: Ticket, fence: int, context: RoomContext) -> None:
        self.name = room_name(ticket)
        self.number = ticket.room
        self.agency_id = ticket.agency_id
        self.production_id = ticket.production_id
        self.session_id = ticket.session_id
        self.fence = fence
        self.context = context
        self.people: dict[str, Participant] = {}
        self.connections: dict[str, Connection] = {}
        self.removed: list[Named] = []
        """Who may not come into this session's rooms, as last read."""
        self.inbox = Inbox()
        self.out = Outbound(context.redis)
        self.media = MediaRoom(self.name, context.options, MediaEvents(self.inbox))
        self.behind = False
        """Whether something has changed since states were told."""
        self.over: CloseRequested | None = None

    # What others may call, at any time.

    def come(self, connection: Connection) -> None:
        """Let a connection in."""
        self.connections[connection.id] = connection
        self.inbox.put(Connected(connection))

    def hear(self, connection_id: str, body: bytes) -> None:
        """Take what a connection says, or note that it misbehaves."""
        connection = self.connections.get(connection_id)
        if connection is None:
            return
        try:
            message = admit(self.language, connection, body, time.monotonic())
            self.inbox.put_bounded(MessageReceived(connection, message))
        except ConnectionClosed as ejected:
            del self.connections[connection_id]
            self.inbox.put(ProtocolViolated(connection, ejected.ending, str(ejected)))

    def go(self, connection_id: str, *, for_good: bool = False) -> None:
        """Take note that a connection is gone."""
        if connection := self.connections.pop(connection_id, None):
            self.inbox.put(Disconnected(connection, for_good))

    @property
    def busy(self) -> bool:
        """Say whether a node that is to stop should wait for this room."""
        return False

    def close(self, ending: CloseCode, reason: str) -> None:
        """Ask the room to end."""
        self.inbox.put(CloseRequested(ending, reason))

    # What a kind of room says for itself; those with a body need not be said.

    async def open(self) -> None:  # noqa: B027
        """Take up what the room was elsewhere, before anybody comes in."""

    async def remember(self) -> None:  # noqa: B027
        """Write down what the room needs to be taken up elsewhere."""

    async def look_around(self) -> None:  # noqa: B027
        """Do what is due from time to time."""

    async def left(self) -> None:  # noqa: B027
        """Act on that somebody was removed from the room."""

    async def closing(self) -> None:  # noqa: B027
        """Finish what must not be lost."""

    def settle(self) -> None:  # noqa: B027
        """Let go of what no longer holds, before anything is shown or told."""

    def tell_more(self) -> None:  # noqa: B027
        """Tell what is not in the state to those who do not know it yet."""

    def permissions(self, participant: Participant) -> ForwardingPermissions:  # noqa: ARG002
        """Return what of the person's media may be forwarded and recorded."""
        return OPEN

    @abstractmethod
    def arrive(self, participant: Participant) -> None:
        """Give somebody who came in their place."""

    @abstractmethod
    def audience(self) -> list[Participant]:
        """List who sees and hears what goes on in the room."""

    @abstractmethod
    def visible(self, participant: Participant) -> Iterable[Source]:
        """List what the person sees and hears, in the order in which it gets slots."""

    @abstractmethod
    def state_for(self, participant: Participant) -> State:
        """Return what the person may see of the room."""

    # What handlers use.

    def tell(self, participant: Participant, message: server_messages.ServerMessage) -> None:
        self.tell_all([participant], message)

    def tell_all(
        self, people: Iterable[Participant], message: server_messages.ServerMessage
    ) -> None:
        self.out.tell([p.connection for p in people if p.connection], message)

    def close_connection(self, connection: Connection, ending: CloseCode, reason: str) -> None:
        self.connections.pop(connection.id, None)
        self.out.close_connection(connection, ending, reason)

    def tell_states(self) -> None:
        """Tell everyone whose state is not what they were told last."""
        self.behind = False
        for participant in self.people.values():
            if participant.connection is None:
                continue
            state = server_messages.encode(self.state_for(participant))
            if state != participant.told:
                participant.told = state
                self.out.tell_encoded([participant.connection], state)
        self.tell_more()
