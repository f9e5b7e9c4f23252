"""The messages to a browser (PROTOCOL.md, "To the browser"). `state` is in state.py."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from shared.tickets import Place, StageRole

Where: TypeAlias = Literal["lobby", "stage", "watching", "back_room"]


class IceServer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A STUN or TURN server, as RTCPeerConnection takes it."""

    urls: list[str]
    username: str = ""
    credential: str = ""


class ServerMessage(msgspec.Struct, frozen=True, tag_field="type"):
    """One message to one or more connections."""


class Welcome(ServerMessage, frozen=True, tag="welcome"):
    """`kept`: the person's media connections are still well on the server."""

    who: str
    place: Place
    role: StageRole
    slots: int
    ice_servers: tuple[IceServer, ...]
    kept: bool


class Published(ServerMessage, frozen=True, tag="published"):
    """The answer to an offer that publishes."""

    sdp: str


class ActiveLayers(ServerMessage, frozen=True, tag="wanted"):
    """The layers of the reader's camera that somebody watches or records."""

    sizes: list[Literal["large", "small"]]


class Arriving(ServerMessage, frozen=True, tag="arriving"):
    """Whether packets of the reader's voice and camera come in."""

    audio: bool
    video: bool


class Offer(ServerMessage, frozen=True, tag="offer"):
    """The offer of media slots."""

    sdp: str


class Chatted(ServerMessage, frozen=True, tag="chat"):
    """A line of chat; `to` is where it was said."""

    who: str
    name: str
    text: str
    to: Literal["stage", "lobby", "back_room"]
    at: datetime


class Speaking(ServerMessage, frozen=True, tag="speaking"):
    """The active speaker."""

    who: str | None


class PersonQuality(msgspec.Struct, frozen=True):
    """How well somebody's media gets through; `score` from 1, bad, to 5, good."""

    who: str
    score: int
    words: str
    up_kbps: int
    down_kbps: int
    loss: float
    jitter_ms: float
    round_trip_ms: float | None


class Quality(ServerMessage, frozen=True, tag="quality"):
    """How well each person's media gets through."""

    people: list[PersonQuality]


class Prompter(ServerMessage, frozen=True, tag="prompter"):
    """A text to read from; `at` is where all read, 0 to 1. An empty text: closed."""

    title: str
    text: str
    at: float


class Scrolled(ServerMessage, frozen=True, tag="scrolled"):
    """Where in the text the prompter is."""

    at: float


class Refused(ServerMessage, frozen=True, tag="refused"):
    """A message was not obeyed: its type, a code for programs, and words for people."""

    of: str
    code: str
    reason: str


class Notice(ServerMessage, frozen=True, tag="notice"):
    """Something that the hosts should know and did not ask for. `because` is the code of the
    refusal behind it, or ""."""

    code: str
    text: str
    because: str = ""


class Over(ServerMessage, frozen=True, tag="over"):
    """Why the connection is about to be closed for good."""

    code: Literal["removed", "session_ended"]
    text: str


class Pong(ServerMessage, frozen=True, tag="pong"):
    """The answer to a ping."""


encode = msgspec.json.Encoder().encode
