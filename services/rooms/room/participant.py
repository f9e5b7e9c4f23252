"""Somebody in a room, and the connection they came by."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from services.rooms.media import Kind, Size
from services.rooms.protocol.server_messages import Where
from services.rooms.room.media.slots import Slots
from shared.rate_limiter import RateLimiter
from shared.tickets import BackRoomTicket, StageRole, StageTicket

MANAGING: frozenset[StageRole] = frozenset({"host", "runner"})
"""Who runs the room: brings people in, records takes, sees the lobby."""


class Connection(msgspec.Struct):
    """One WebSocket at one gateway, let in by one ticket."""

    id: str
    gateway: str
    ticket: StageTicket | BackRoomTicket
    rate_limiter: RateLimiter
    heard_at: float
    """Monotonic seconds of its last message."""


class ForwardingPermissions(NamedTuple):
    """What of a person's media may be forwarded and recorded."""

    audio: bool
    video: bool


OPEN, CLOSED = (
    ForwardingPermissions(audio=True, video=True),
    ForwardingPermissions(audio=False, video=False),
)


class Talkback(msgspec.Struct, frozen=True):
    """A decision-maker's hold of "speak to the stage": by one connection, to those on stage."""

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
    """As the media plane knows them."""
    seen: bool = False
    """On stage, and sent back: their turn is over unless they are brought in again."""
    hold: Talkback | None = None
    wanted: frozenset[Size] | None = None
    """The encodings of their camera that somebody watches; None before the first publishing."""
    armed: bool = False
    """Whether their camera is asked for as a take would have it."""
    arriving: frozenset[Kind] = frozenset()
    """Of what packets come from them: their voice, their camera."""
    publishes: bool = False
    subscribes: bool = False
    media_well: bool = True
    on_stage_since: datetime | None = None
    lost: str = ""
    """The connection that was lost last."""
    told: bytes = b""
    """The last state that they were told."""
    prompted: int = 0
    """The revision of the prompter that they see; 0: closed."""

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
        return self.connection is not None and self.media_well
