"""Somebody in a room, and the connection they came by."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from services.rooms.media.model import Layer
from services.rooms.media.rtp.clock import Kind
from services.rooms.protocol.server_messages import Where
from services.rooms.room.media_slots import Slots
from shared.rate_limiter import RateLimiter
from shared.tickets import MANAGING, BackRoomTicket, StageRole, StageTicket

"""Who runs the room: brings people in, records takes, sees the lobby."""


class Connection(msgspec.Struct):
    """One WebSocket at one gateway, let in by one ticket."""

    id: str
    gateway: str
    ticket: StageTicket | BackRoomTicket
    rate_limiter: RateLimiter
    last_message_at: float
    """Monotonic seconds."""


class ForwardingPermissions(NamedTuple):
    """What of a person's media may be forwarded and recorded."""

    audio: bool
    video: bool


OPEN, CLOSED = (
    ForwardingPermissions(audio=True, video=True),
    ForwardingPermissions(audio=False, video=False),
)


class Talkback(msgspec.Struct, frozen=True):
    """A decision-maker speaks to the stage: by one connection, to those who were on stage then."""

    connection: str
    audience: frozenset[str]
    until: float
    """Monotonic seconds."""


class Participant(msgspec.Struct):
    """Somebody in one room object. They outlive their connection for a while."""

    ticket: StageTicket | BackRoomTicket
    where: Where
    since: datetime
    visit: UUID
    slots: Slots
    connection: Connection | None
    agreed: bool | None = None
    microphone: bool = False
    camera: bool = False
    held: tuple[str, ...] = ()
    """Which of microphone and camera their own device keeps from the page."""
    screen: bool = False
    muted: bool = False
    """By a host."""
    permissions: ForwardingPermissions = OPEN
    """As last set in the media plane."""
    seen: bool = False
    """On stage, and sent back: their turn is over unless they are brought in again."""
    talkback: Talkback | None = None
    active_layers: frozenset[Layer] | None = None
    """The encodings of their camera that somebody watches; None before the first publishing."""
    armed: bool = False
    """Whether the camera layer that a take records is asked for, before any take runs."""
    arriving: frozenset[Kind] = frozenset()
    """The kinds of which packets come in from them: their voice, their camera."""
    publishes: bool = False
    subscribes: bool = False
    media_connected: bool = True
    on_stage_since: datetime | None = None
    lost_connection: str = ""
    """The id of the connection that was lost last."""
    sent_state: bytes = b""
    """The state that was sent to them last."""
    prompter_revision: int = 0
    """The revision of the prompter's text that was sent to them last; 0: closed."""

    @property
    def who(self) -> str:
        return self.ticket.who

    @property
    def name(self) -> str:
        return self.ticket.name

    @property
    def role(self) -> StageRole:
        return self.ticket.role

    @property
    def manages(self) -> bool:
        return self.role in MANAGING

    @property
    def connected(self) -> bool:
        return self.connection is not None and self.media_connected
