"""Makes composite and thumbnail of a take, as a program of its own that may be slow or crash.

`python -m services.rooms.takes.postprocess.composer <order as JSON>`; prints percent done by line.
"""

import os
import sys
from fractions import Fraction
from pathlib import Path

import av
import msgspec

from services.rooms.takes.postprocess.composite import ComposedRecording, compose, make_upright
from services.rooms.takes.postprocess.filter_graph import RATE
from shared.disk_space import is_full

FULL_RANGE = 2
"""Colours as JPEG has them (AVCOL_RANGE_JPEG)."""
NICE = 10
"""Live media on the same machine comes first."""


class CompositionOrder(msgspec.Struct, frozen=True):
    """Of everyone's recordings `composite` (WebM) and `thumbnail` (JPEG) are made, and upright
    films of those that ask for one."""

    people: list[ComposedRecording]
    composite: str
    thumbnail: str
    length_s: float


def main() -> None:
    os.nice(NICE)
    order = msgspec.json.decode(sys.argv[1], type=CompositionOrder)
    last = -1

    def progress(percent: int) -> None:
        nonlocal last
        if percent > last:
            last = percent
            print(percent, flush=True)

    try:
        compose(order.people, order.composite, order.length_s, progress)
        for shot in order.people:
            if shot.upright:
                make_upright(shot, order.length_s)
        Path(order.thumbnail).write_bytes(picture_of(order.composite))
    except OSError as error:
        if not is_full(error):
            raise
        sys.exit(os.EX_IOERR)


def picture_of(film: str) -> bytes:
    """Return the picture in the middle of a film, as JPEG."""
    try:
        frame = _frame(film, in_middle=True)
    except (av.FFmpegError, StopIteration):  # a film of a moment has no place to begin there
        frame = _frame(film, in_middle=False)
    encoder = av.VideoCodecContext.create("mjpeg", "w")
    encoder.width, encoder.height = frame.width, frame.height
    encoder.pix_fmt, encoder.color_range = "yuv420p", FULL_RANGE
    encoder.time_base = Fraction(1, RATE)
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])


def _frame(film: str, *, in_middle: bool) -> av.VideoFrame:
    with av.open(film) as container:
        if in_middle:
            container.seek((container.duration or 0) // 2)
        return next(container.decode(video=0))


if __name__ == "__main__":
    main()
