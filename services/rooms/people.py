"""Somebody in a room, and the connection they came by."""

from datetime import datetime
from uuid import UUID

import msgspec

from services.rooms.slots import Slots
from services.rooms.told import Where
from shared.pace import Pace
from shared.tickets import BackRoomTicket, StageRole, StageTicket

MANAGING: frozenset[StageRole] = frozenset({"host", "runner"})
"""Who runs the room: brings people in, records takes, sees the lobby."""


class Connection(msgspec.Struct):
    """One WebSocket at one gateway, let in by one ticket."""

    id: str
    gateway: str
    ticket: StageTicket | BackRoomTicket
    pace: Pace
    heard_at: float
    """Monotonic seconds of its last message."""


class Person(msgspec.Struct):
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
    publishes: bool = False
    subscribes: bool = False
    media_well: bool = True
    lost: str = ""
    """The connection that was lost last."""
    told: bytes = b""
    """The last state that they were told."""

    @property
    def who(self) -> str:
        return self.ticket.who

    @property
    def role(self) -> StageRole:
        return self.ticket.role

    @property
    def manages(self) -> bool:
        return self.role in MANAGING

    @property
    def connected(self) -> bool:
        return self.connection is not None and self.media_well
