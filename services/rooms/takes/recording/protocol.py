"""The protocol of a rooms worker and its recorder process, over two pipes.

Each message is a length of four bytes and a MessagePack array. The recorder counts the messages
to each recording (all but `Open` and `Resume`) from 1; the worker keeps what no checkpoint covers
yet, so that another recorder can go on where one was killed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from services.rooms.media.rtp.clock import Kind, SenderClock
from services.rooms.takes.container.ebml import Cue

LENGTH = 4
Rotation: TypeAlias = tuple[int, int]
"""From when on, in milliseconds of the file, by how many quarters its pictures are to be turned
clockwise; until the first they are not."""


class Gap(msgspec.Struct, frozen=True, array_like=True):
    """A span of the file in which something was lost; of `small` pictures, how much is to be seen
    in them."""

    kind: Kind | Literal["small"]
    start_ms: int
    end_ms: int


class Open(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """Begin a file; `at` is the `time.monotonic()` of its beginning."""

    id: int
    path: str
    at: float


class Media(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """One RTP packet, and its video orientation, if it has one (3GPP TS 26.114 7.4.5)."""

    id: int
    kind: Kind
    packet: bytes
    arrival: float
    orientation: int | None = None


class Clock(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """A sender report, which ties RTP timestamps to the sender's clock."""

    id: int
    kind: Kind
    report: SenderClock


class Close(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """Finish a file as of `at`."""

    id: int
    at: float


class Ready(msgspec.Struct, frozen=True, array_like=True, tag=5):
    """The recorder listens."""


class Opened(msgspec.Struct, frozen=True, array_like=True, tag=6):
    """A recording was opened."""

    id: int


class Closed(msgspec.Struct, frozen=True, array_like=True, tag=8):
    """A file is finished. Width and height are 0 when no picture came."""

    id: int
    duration_ms: int
    width: int
    height: int
    bytes: int
    gaps: list[Gap]
    turns: list[Rotation] = []


class Failed(msgspec.Struct, frozen=True, array_like=True, tag=7):
    """Nothing more is written of this recording; `rest` is what could be finished of it."""

    id: int
    reason: str
    rest: Closed | None = None


class Checkpoint(msgspec.Struct, frozen=True, array_like=True, tag=9):
    """What `upto` messages made of a recording: `state` is a `MuxerState`; cues and gaps are those
    since the checkpoint before."""

    id: int
    upto: int
    state: bytes
    cues: list[Cue]
    gaps: list[Gap]


class Resume(msgspec.Struct, frozen=True, array_like=True, tag=10):
    """Go on with a file from a checkpoint, with all cues and gaps until then."""

    path: str
    checkpoint: Checkpoint

    @property
    def id(self) -> int:
        return self.checkpoint.id


Command = Open | Media | Clock | Close | Resume
RecordingAnswer = Opened | Failed | Closed | Checkpoint
Answer = Ready | RecordingAnswer

ENCODER = msgspec.msgpack.Encoder()
COMMANDS: msgspec.msgpack.Decoder[Command] = msgspec.msgpack.Decoder(Command)
ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def packed(message: Command | Answer) -> bytes:
    body = ENCODER.encode(message)
    return len(body).to_bytes(LENGTH, "big") + body


def unpacked(received: bytearray) -> Iterator[Command]:
    """Take whole commands off the front of what was received."""
    at = 0
    while len(received) >= at + LENGTH:
        end = at + LENGTH + int.from_bytes(received[at : at + LENGTH], "big")
        if len(received) < end:
            break
        command = COMMANDS.decode(received[at + LENGTH : end])
        at = end
        yield command
    del received[:at]


def closing_note(path: Path) -> Path:
    """Name the note that a recorder leaves when it finished a file for a worker that is gone."""
    return path.with_suffix(".json")
