"""What happens in a room: its task handles one event after the other."""

import msgspec

from services.rooms.media.model import Layer, PeerState
from services.rooms.media.rtp.clock import Kind
from services.rooms.protocol.client_messages import ClientMessage
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.protocol.state import Named
from services.rooms.room.participant import Connection


class RoomEvent(msgspec.Struct, frozen=True):
    """Something that a room's task has to handle. A kind of room may have events of its own."""


class Connected(RoomEvent, frozen=True):
    """A connection was admitted."""

    connection: Connection


class MessageReceived(RoomEvent, frozen=True):
    """A connection sent a message."""

    connection: Connection
    message: ClientMessage


class ProtocolViolated(RoomEvent, frozen=True):
    """A connection has to be closed."""

    connection: Connection
    code: CloseCode
    reason: str


class Disconnected(RoomEvent, frozen=True):
    """A connection is gone; `for_good` when what admitted it is over."""

    connection: Connection
    for_good: bool = False


class GraceExpired(RoomEvent, frozen=True):
    """Nobody came back in time by another connection than this lost one."""

    who: str
    lost_connection: str


class MediaStateChanged(RoomEvent, frozen=True):
    """Somebody's media connections are in another state."""

    who: str
    state: PeerState


class LayersRequested(RoomEvent, frozen=True):
    """Other encodings of somebody's camera than before are watched or recorded."""

    who: str
    layers: frozenset[Layer]


class MediaArrived(RoomEvent, frozen=True):
    """Packets of other kinds than before come from somebody."""

    who: str
    kinds: frozenset[Kind]


class SpeakerChanged(RoomEvent, frozen=True):
    """Somebody else is the active speaker, or nobody."""

    who: str | None


class RemovalsRead(RoomEvent, frozen=True):
    """The list of who may not come into this session's rooms, read a moment ago."""

    removed: list[Named]


class Tick(RoomEvent, frozen=True):
    """Time has passed."""


class CloseRequested(RoomEvent, frozen=True):
    """The room has to close."""

    code: CloseCode
    reason: str
