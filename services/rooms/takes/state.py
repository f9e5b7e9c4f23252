"""All that a recording knows while it is written, as plain data: another recorder goes on with it
where one was killed."""

import msgspec

from services.rooms.rtp.model import Kind
from services.rooms.takes.ordering import Ordering
from services.rooms.takes.pictures import Pictures
from services.rooms.takes.recorder_messages import Turn
from services.rooms.takes.timeline import Timeline
from services.rooms.takes.webm import Written


class Sound(msgspec.Struct, array_like=True):
    """The sound of a file: one unbroken stream up to `end`, of which the last that came by
    packets ends at `heard`. In milliseconds."""

    end: float = 0.0
    heard: float = 0.0
    switched: bool = False
    """It comes from another connection now, and what was missed between is lost."""


class Sight(msgspec.Struct, array_like=True):
    """The pictures of a file up to `end`, in milliseconds."""

    end: int = 0
    lost_at: int | None = None
    """From when on pictures are missing."""
    switched: bool = False
    """They are, for all that is known, only because another stream of them begins."""
    areas: list[tuple[int, int]] = []
    """From when on pictures have how many pixels."""
    turns: list[Turn] = []


class ReelState(msgspec.Struct, array_like=True):
    """But for cues and gaps, which only grow and are handed on bit by bit."""

    timeline: Timeline
    done: Written = msgspec.field(default_factory=Written)
    sound: Sound = msgspec.field(default_factory=Sound)
    sight: Sight = msgspec.field(default_factory=Sight)
    pictures: Pictures = msgspec.field(default_factory=Pictures)
    orderings: dict[Kind, Ordering] = {}
    ssrcs: dict[Kind, int] = {}
    last: float = 0.0
    """The `time.monotonic()` of the latest packet."""


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(ReelState)
