"""What a rooms worker and its recorder process say to each other, over two pipes.

Each message is a length of four bytes and a MessagePack array.
"""

from typing import BinaryIO

import msgspec

from services.rooms.rtp.model import Kind, SenderClock

LENGTH = 4
LONGEST = 1 << 20


class Gap(msgspec.Struct, frozen=True, array_like=True):
    """A span of the file in which something was lost."""

    kind: Kind
    start_ms: int
    end_ms: int


class Open(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """Begin a file; `at` is the `time.monotonic()` of its beginning."""

    id: int
    path: str
    at: float


class Media(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """One RTP packet."""

    id: int
    kind: Kind
    packet: bytes
    arrival: float


class Clock(msgspec.Struct, frozen=True, array_like=True, tag=3):
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
    id: int


class Failed(msgspec.Struct, frozen=True, array_like=True, tag=7):
    """Nothing more is written of this recording."""

    id: int
    reason: str


class Closed(msgspec.Struct, frozen=True, array_like=True, tag=8):
    id: int
    duration_ms: int
    width: int
    height: int
    bytes: int
    gaps: tuple[Gap, ...]


Order = Open | Media | Clock | Close
Answer = Ready | Opened | Failed | Closed

ENCODER = msgspec.msgpack.Encoder()
ORDERS: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)
ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def packed(message: Order | Answer) -> bytes:
    body = ENCODER.encode(message)
    return len(body).to_bytes(LENGTH, "big") + body


def read_order(pipe: BinaryIO) -> Order | None:
    """Wait for the next order; None when the worker is gone."""
    size = int.from_bytes(pipe.read(LENGTH), "big")
    body = pipe.read(size)
    return ORDERS.decode(body) if size and len(body) == size else None
