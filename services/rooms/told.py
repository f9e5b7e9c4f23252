"""What a room tells a browser (PROTOCOL.md, "To the browser")."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from shared.tickets import Place, StageRole

Where: TypeAlias = Literal["lobby", "stage", "watching", "back_room"]
TakePhase: TypeAlias = Literal[
    "recording", "storing", "recorded", "finishing", "finished", "failed"
]


class IceServer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A STUN or TURN server, as RTCPeerConnection takes it."""

    urls: list[str]
    username: str = ""
    credential: str = ""


class Told(msgspec.Struct, frozen=True, tag_field="type"):
    """One message to one or more connections."""


class Welcome(Told, frozen=True, tag="welcome"):
    who: str
    place: Place
    role: StageRole
    slots: int
    ice_servers: tuple[IceServer, ...]


class Published(Told, frozen=True, tag="published"):
    sdp: str


class Offer(Told, frozen=True, tag="offer"):
    sdp: str


class Chatted(Told, frozen=True, tag="chat"):
    who: str
    name: str
    text: str
    to: Literal["stage", "lobby", "back_room"]
    at: datetime


class Refused(Told, frozen=True, tag="refused"):
    of: str
    code: str
    reason: str


class Notice(Told, frozen=True, tag="notice"):
    """Something that the hosts should know and did not ask for."""

    code: str
    text: str


class Pong(Told, frozen=True, tag="pong"):
    pass


class You(msgspec.Struct, frozen=True):
    where: Where
    queue: int | None
    agreed: bool | None


class Present(msgspec.Struct, frozen=True):
    """Somebody who can be seen and heard. `agreed` is for hosts and runners, else null."""

    who: str
    name: str
    title: str
    role: StageRole
    microphone: bool
    camera: bool
    connected: bool
    agreed: bool | None


class Waiting(msgspec.Struct, frozen=True):
    who: str
    name: str
    title: str
    role: StageRole
    connected: bool
    agreed: bool | None
    since: datetime


class Watching(msgspec.Struct, frozen=True):
    name: str
    title: str


class RunningTake(msgspec.Struct, frozen=True):
    id: UUID
    number: int
    role_id: UUID
    role: str
    scene: str
    started_at: datetime
    phase: TakePhase


class PastTake(msgspec.Struct, frozen=True):
    """`percent` is how far the finishing is, 0 to 100."""

    id: UUID
    number: int
    role: str
    scene: str
    phase: TakePhase
    percent: int


class State(Told, frozen=True, tag="state"):
    you: You
    on_stage: list[Present]
    slots: list[str | None]
    lobby: list[Waiting] = []
    watching: list[Watching] = []
    take: RunningTake | None = None
    takes: list[PastTake] = []
    recorder: str | None = None


ToBrowser: TypeAlias = Welcome | State | Published | Offer | Chatted | Refused | Notice | Pong
encode = msgspec.json.Encoder().encode
