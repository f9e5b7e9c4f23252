"""All that a recording knows while it is written, as plain data: another recorder goes on with it
where one was killed."""

import msgspec

from services.rooms.media.rtp.clock import Kind
from services.rooms.takes.container.webm import Written
from services.rooms.takes.recording.frames import FrameAssembler
from services.rooms.takes.recording.protocol import Rotation
from services.rooms.takes.recording.reorder_buffer import ReorderBuffer
from services.rooms.takes.recording.timeline import Timeline


class AudioState(msgspec.Struct, array_like=True):
    """The sound of a file: one unbroken stream up to `end`, of which the last that came by
    packets ends at `received`. In milliseconds."""

    end: float = 0.0
    received: float = 0.0
    switched: bool = False
    """It comes from another connection now, and what was missed between is lost."""


class VideoState(msgspec.Struct, array_like=True):
    """The pictures of a file up to `end`, in milliseconds."""

    end: int = 0
    lost_at: int | None = None
    """From when on pictures are missing."""
    switched: bool = False
    """They are, for all that is known, only because another stream of them begins."""
    areas: list[tuple[int, int]] = []
    """From when on pictures have how many pixels."""
    turns: list[Rotation] = []


class MuxerState(msgspec.Struct, array_like=True):
    """But for cues and gaps, which only grow and are handed on bit by bit."""

    timeline: Timeline
    done: Written = msgspec.field(default_factory=Written)
    audio: AudioState = msgspec.field(default_factory=AudioState)
    video: VideoState = msgspec.field(default_factory=VideoState)
    pictures: FrameAssembler = msgspec.field(default_factory=FrameAssembler)
    buffers: dict[Kind, ReorderBuffer] = {}
    ssrcs: dict[Kind, int] = {}
    last: float = 0.0
    """The `time.monotonic()` of the latest packet."""


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(MuxerState)
