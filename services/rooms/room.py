"""A room object: its people, its connections, its media. Only its own task changes it.

The stage and the back room of a session are two of these. Neither knows the other, and the media
of a room can only name who is in it.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar, TypeAlias

import msgspec

from services.rooms import told
from services.rooms.admission import admit
from services.rooms.endings import Ejected, Ending
from services.rooms.heard import Message
from services.rooms.inbox import Came, Inbox, MediaNews, Misbehaved, Over, Said, Went
from services.rooms.means import Means
from services.rooms.media import MediaRoom, Source
from services.rooms.outgoing import Outgoing
from services.rooms.people import OPEN, Connection, Gates, Person
from services.rooms.picture import Named, State
from shared.tickets import BackRoomTicket, StageTicket, room_name

Ticket: TypeAlias = StageTicket | BackRoomTicket


class Room(ABC):
    """What the two kinds of room have in common."""

    slots: ClassVar[int]
    """Media slots of each viewer."""
    capacity: ClassVar[int]
    """People at once."""
    language: ClassVar[msgspec.json.Decoder[Message]]
    """What is heard in it."""

    def __init__(self, ticket: Ticket, fence: int, means: Means) -> None:
        self.name = room_name(ticket)
        self.number = ticket.room
        self.agency_id = ticket.agency_id
        self.production_id = ticket.production_id
        self.session_id = ticket.session_id
        self.fence = fence
        self.means = means
        self.people: dict[str, Person] = {}
        self.connections: dict[str, Connection] = {}
        self.removed: list[Named] = []
        """Who may not come into this session's rooms, as last read."""
        self.inbox = Inbox()
        self.out = Outgoing(means.redis)
        self.media = MediaRoom(self.name, means.options, MediaNews(self.inbox))
        self.behind = False
        """Whether something has changed since states were told."""
        self.over: Over | None = None

    # What others may call, at any time.

    def come(self, connection: Connection) -> None:
        """Let a connection in."""
        self.connections[connection.id] = connection
        self.inbox.put(Came(connection))

    def hear(self, connection_id: str, body: bytes) -> None:
        """Take what a connection says, or note that it misbehaves."""
        connection = self.connections.get(connection_id)
        if connection is None:
            return
        try:
            message = admit(self.language, connection, body, time.monotonic())
            self.inbox.put_bounded(Said(connection, message))
        except Ejected as ejected:
            del self.connections[connection_id]
            self.inbox.put(Misbehaved(connection, ejected.ending, str(ejected)))

    def go(self, connection_id: str, *, for_good: bool = False) -> None:
        """Take note that a connection is gone."""
        if connection := self.connections.pop(connection_id, None):
            self.inbox.put(Went(connection, for_good))

    @property
    def busy(self) -> bool:
        """Say whether a node that is to stop should wait for this room."""
        return False

    def close(self, ending: Ending, reason: str) -> None:
        """Ask the room to end."""
        self.inbox.put(Over(ending, reason))

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

    def gates(self, person: Person) -> Gates:  # noqa: ARG002
        """Return what of the person's media may be forwarded and recorded."""
        return OPEN

    @abstractmethod
    def arrive(self, person: Person) -> None:
        """Give somebody who came in their place."""

    @abstractmethod
    def audience(self) -> list[Person]:
        """List who sees and hears what goes on in the room."""

    @abstractmethod
    def visible(self, person: Person) -> Iterable[Source]:
        """List what the person sees and hears, in the order in which it gets slots."""

    @abstractmethod
    def state_for(self, person: Person) -> State:
        """Return what the person may see of the room."""

    # What handlers use.

    def tell(self, person: Person, message: told.Told) -> None:
        self.tell_all([person], message)

    def tell_all(self, people: Iterable[Person], message: told.Told) -> None:
        self.out.tell([p.connection for p in people if p.connection], message)

    def hang(self, connection: Connection, ending: Ending, reason: str) -> None:
        self.connections.pop(connection.id, None)
        self.out.hang(connection, ending, reason)

    def tell_states(self) -> None:
        """Tell everyone whose state is not what they were told last."""
        self.behind = False
        for person in self.people.values():
            if person.connection is None:
                continue
            state = told.encode(self.state_for(person))
            if state != person.told:
                person.told = state
                self.out.tell_encoded([person.connection], state)
        self.tell_more()
