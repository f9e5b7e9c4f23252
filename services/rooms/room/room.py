"""A room object: its people, its connections, its media. Only its own task changes it.

The stage and the back room of a session are two of these. Neither knows the other, and the media
of a room can only name who is in it.
"""

import time
from collections.abc import Iterable
from typing import Any, TypeAlias

from services.rooms.media.room import MediaRoom
from services.rooms.protocol import server_messages
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.protocol.state import Named
from services.rooms.room.admission import admit
from services.rooms.room.behaviour import Behaviour
from services.rooms.room.context import RoomContext
from services.rooms.room.events import (
    CloseRequested,
    Connected,
    Disconnected,
    MessageReceived,
    ProtocolViolated,
)
from services.rooms.room.inbox import Inbox, MediaListener
from services.rooms.room.outbound import Outbound
from services.rooms.room.participant import Connection, Participant
from shared.tickets import BackRoomTicket, StageTicket, room_name

Ticket: TypeAlias = StageTicket | BackRoomTicket


class Room:
    """What the kinds of room have in common; the rest is in the behaviour that a room is given."""

    def __init__(
        self, behaviour: Behaviour[Any], ticket: Ticket, fence: int, context: RoomContext
    ) -> None:
        self.behaviour = behaviour
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
        self.outbound = Outbound(context.redis)
        self.media = MediaRoom(self.name, context.transport_options, MediaListener(self.inbox))
        self.states_due = False
        """Whether something has changed since states were sent."""
        self.close_request: CloseRequested | None = None

    # The dispatcher may call these at any time.

    def connect(self, connection: Connection) -> None:
        """Admit a connection."""
        self.connections[connection.id] = connection
        self.inbox.put(Connected(connection))

    def receive(self, connection_id: str, body: bytes) -> None:
        """Queue a connection's message, or that it violates the protocol."""
        connection = self.connections.get(connection_id)
        if connection is None:
            return
        try:
            message = admit(self.behaviour.decoder, connection, body, time.monotonic())
            self.inbox.put_bounded(MessageReceived(connection, message))
        except ConnectionClosed as closed:
            del self.connections[connection_id]
            self.inbox.put(ProtocolViolated(connection, closed.code, str(closed)))

    def disconnect(self, connection_id: str, *, for_good: bool = False) -> None:
        """Queue that a connection is gone."""
        if connection := self.connections.pop(connection_id, None):
            self.inbox.put(Disconnected(connection, for_good))

    @property
    def busy(self) -> bool:
        """Whether a node that is to stop should wait for this room."""
        return False

    def close(self, code: CloseCode, reason: str) -> None:
        """Ask the room to close."""
        self.inbox.put(CloseRequested(code, reason))

    # Handlers use these.

    @property
    def audience(self) -> list[Participant]:
        """Those who see and hear what goes on in the room."""
        return list(self.people.values())

    def send(self, participant: Participant, message: server_messages.ServerMessage) -> None:
        self.send_all([participant], message)

    def send_all(
        self, people: Iterable[Participant], message: server_messages.ServerMessage
    ) -> None:
        self.outbound.send([p.connection for p in people if p.connection], message)

    def close_connection(self, connection: Connection, code: CloseCode, reason: str) -> None:
        self.connections.pop(connection.id, None)
        self.outbound.close_connection(connection, code, reason)

    def send_states(self) -> None:
        """Send their state to all whose state is not what was sent to them last."""
        self.states_due = False
        for participant in self.people.values():
            if participant.connection is None:
                continue
            state = server_messages.encode(self.behaviour.state_for(self, participant))
            if state != participant.sent_state:
                participant.sent_state = state
                self.outbound.send_encoded([participant.connection], state)
        self.behaviour.send_updates(self)
