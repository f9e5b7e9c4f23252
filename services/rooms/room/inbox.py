"""What a room's task takes in, one after the other."""

import asyncio
from typing import TypeAlias

import msgspec

from services.rooms.media import Kind, PeerState, Size
from services.rooms.protocol.client_messages import ClientMessage
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.protocol.state import Named
from services.rooms.room.participant import Connection
from shared.ids import TakeId

CAP = 2_000


class Connected(msgspec.Struct, frozen=True):
    """A connection was let in."""

    connection: Connection


class MessageReceived(msgspec.Struct, frozen=True):
    connection: Connection
    message: ClientMessage


class ProtocolViolated(msgspec.Struct, frozen=True):
    """A connection is to be ended."""

    connection: Connection
    ending: CloseCode
    reason: str


class Disconnected(msgspec.Struct, frozen=True):
    """A connection is gone; `for_good` where what let it in is over."""

    connection: Connection
    for_good: bool = False


class GraceExpired(msgspec.Struct, frozen=True):
    """Nobody came back in time by another connection than this lost one."""

    who: str
    lost: str


class MediaStateChanged(msgspec.Struct, frozen=True):
    who: str
    state: PeerState


class LayersRequested(msgspec.Struct, frozen=True):
    """Other encodings of somebody's camera than before are watched or recorded."""

    who: str
    sizes: frozenset[Size]


class MediaArrived(msgspec.Struct, frozen=True):
    """Packets of other kinds than before come from somebody."""

    who: str
    kinds: frozenset[Kind]


class SpeakerChanged(msgspec.Struct, frozen=True):
    """Somebody else is heard most, or nobody."""

    who: str | None


class CountdownEnded(msgspec.Struct, frozen=True):
    """A countdown got to its end; `number` says which."""

    number: int


class HostAwaited(msgspec.Struct, frozen=True):
    """A running take has waited for a host or runner for long enough; `number` says which wait."""

    number: int


class RemovalsRead(msgspec.Struct, frozen=True):
    """Who may not come into this session's rooms, read a moment ago."""

    removed: list[Named]


class TakePhaseChanged(msgspec.Struct, frozen=True):
    """The keeping of a take got to its end, well or not."""

    take_id: TakeId


class Tick(msgspec.Struct, frozen=True):
    """Time to look after what nobody says."""


class CloseRequested(msgspec.Struct, frozen=True):
    """The room is to close."""

    ending: CloseCode
    reason: str


Item: TypeAlias = (
    Connected | MessageReceived | ProtocolViolated | Disconnected | GraceExpired
    | MediaStateChanged | LayersRequested | MediaArrived | SpeakerChanged
    | CountdownEnded | HostAwaited | RemovalsRead | TakePhaseChanged | Tick | CloseRequested
)  # fmt: skip


class Inbox:
    """Bounded for what clients say; all else is few by itself, and must not be lost."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Item] = asyncio.Queue()

    def put(self, item: Item) -> None:
        self._queue.put_nowait(item)

    def put_bounded(self, item: MessageReceived) -> None:
        """Put what a client says.

        Raises:
            Ejected: the room is too far behind to take more from this client.
        """
        if self._queue.qsize() >= CAP:
            raise ConnectionClosed(CloseCode.MOVED, "The room has too much to do just now.")
        self.put(item)

    @property
    def empty(self) -> bool:
        return self._queue.empty()

    async def get(self) -> Item:
        return await self._queue.get()

    def rest(self) -> list[Item]:
        """Take out all that is left."""
        return [self._queue.get_nowait() for _ in range(self._queue.qsize())]


class MediaEvents:
    """Puts what turns in a room's media into its inbox."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def turned(self, peer: str, state: PeerState) -> None:
        self._inbox.put(MediaStateChanged(peer, state))

    def wanted(self, peer: str, sizes: frozenset[Size]) -> None:
        self._inbox.put(LayersRequested(peer, sizes))

    def arriving(self, peer: str, kinds: frozenset[Kind]) -> None:
        self._inbox.put(MediaArrived(peer, kinds))

    def speaking(self, peer: str | None) -> None:
        self._inbox.put(SpeakerChanged(peer))
