"""The queue of events that a room's task works through."""

import asyncio

from services.rooms.media.model import Layer, PeerState
from services.rooms.media.rtp.clock import Kind
from services.rooms.protocol.close_codes import CloseCode, ConnectionClosed
from services.rooms.room.events import (
    LayersRequested,
    MediaArrived,
    MediaStateChanged,
    MessageReceived,
    RoomEvent,
    SpeakerChanged,
)

CAP = 2_000


class Inbox:
    """A queue, bounded for clients' messages; other events are few by themselves, and none of
    them may be lost."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[RoomEvent] = asyncio.Queue()

    def put(self, event: RoomEvent) -> None:
        self._queue.put_nowait(event)

    def put_bounded(self, event: MessageReceived) -> None:
        """Put a client's message.

        Raises:
            ConnectionClosed: the room is too far behind to take more from this client.
        """
        if self._queue.qsize() >= CAP:
            raise ConnectionClosed(CloseCode.MOVED, "The room has too much to do just now.")
        self.put(event)

    @property
    def empty(self) -> bool:
        return self._queue.empty()

    async def get(self) -> RoomEvent:
        return await self._queue.get()


class MediaListener:
    """Puts what changes in a room's media into its inbox."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def state_changed(self, peer: str, state: PeerState) -> None:
        self._inbox.put(MediaStateChanged(peer, state))

    def layers_changed(self, peer: str, layers: frozenset[Layer]) -> None:
        self._inbox.put(LayersRequested(peer, layers))

    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None:
        self._inbox.put(MediaArrived(peer, kinds))

    def speaker_changed(self, peer: str | None) -> None:
        self._inbox.put(SpeakerChanged(peer))
