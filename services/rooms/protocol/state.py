"""What somebody may see of a room: the message `state` (PROTOCOL.md, "To the browser")."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from services.rooms.protocol.server_messages import ServerMessage, Where
from shared.tickets import StageRole
from shared.vocabulary.take_phases import TakePhase

Host: TypeAlias = Literal["awaited", "here", "left"]
"""Whether a host or runner is there, is not yet, or not any more."""
ShownPhase: TypeAlias = Literal["counting", "recording", "storing"]


class You(msgspec.Struct, frozen=True, kw_only=True):
    """`only_host`: a host or runner beside whom nobody is here who could stop a take. `seen`: they
    were on stage and sent back, and have no place in the queue."""

    where: Where
    queue: int | None = None
    wait_minutes: int | None = None
    agreed: bool | None = None
    muted: bool = False
    only_host: bool = False
    seen: bool = False


class PresentPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can be seen and heard. `agreed` is for hosts and runners, else null; `held`
    lists which of microphone and camera their device keeps to itself, for a call, say."""

    who: str
    name: str
    title: str
    role: StageRole
    microphone: bool
    camera: bool
    held: tuple[str, ...]
    screen: bool
    muted: bool
    connected: bool
    agreed: bool | None


class ShownSlot(msgspec.Struct, frozen=True):
    """What is in one of the reader's media slots."""

    who: str
    what: Literal["camera", "screen", "voice"]


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the lobby."""

    who: str
    name: str
    title: str
    role: StageRole
    connected: bool
    agreed: bool | None
    muted: bool
    seen: bool
    since: datetime
    waits_minutes: int | None


class Watching(msgspec.Struct, frozen=True, kw_only=True):
    """`who` and `muted` are for hosts and runners, else null."""

    who: str | None
    name: str
    title: str
    muted: bool | None


class Named(msgspec.Struct, frozen=True):
    """Somebody, by name only."""

    who: str
    name: str


class ShownTake(msgspec.Struct, frozen=True, kw_only=True):
    """`starts_at` is set while it counts down; it has no id and no number before it starts.
    `ends_at` is set while it waits for a host or runner, and ends if none comes."""

    id: UUID | None
    number: int | None
    role_id: UUID
    role: str
    scene: str
    name: str
    phase: ShownPhase
    starts_at: datetime | None = None
    started_at: datetime | None = None
    ends_at: datetime | None = None


class PastTake(msgspec.Struct, frozen=True, kw_only=True):
    """`percent` is how far the finishing is, 0 to 100; `ended` is a sentence on why the take ended,
    or "" where somebody stopped it, `waits` one on why it is not stored yet, or ""."""

    id: UUID
    number: int
    role: str
    scene: str
    name: str
    phase: TakePhase
    percent: int
    ended: str
    waits: str = ""


class State(ServerMessage, frozen=True, kw_only=True, tag="state"):
    """Whole, never a difference."""

    room: int
    you: You
    host: Host = "here"
    on_stage: list[PresentPerson]
    slots: list[ShownSlot | None]
    lobby: list[Waiting] = []
    watching: list[Watching] = []
    speakers: list[Named] = []
    removed: list[Named] = []
    take: ShownTake | None = None
    takes: list[PastTake] = []
    recorder: str | None = None
