"""The composite of a take: everyone side by side, all voices mixed, as one WebM that can be sought.

Each person's file begins at the start of the take, so their timelines are one.
"""

import contextlib
import heapq
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import av
from av.container import InputContainer, OutputContainer

from services.rooms.takes.mixing import HEIGHT, RATE, WIDTH, Mixer, grid

BITRATE = 900_000
"""Bits per second for each person's picture."""
KEYFRAME_EVERY_S = 2
_ENCODER = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "threads": "2"}

Timed: TypeAlias = tuple[float, int, Any]


def compose(
    files: list[str], target: str, length_s: float, progress: Callable[[int], None]
) -> None:
    """Write the composite of some people's files; `progress` hears percent, 0 to 99.

    Raises:
        av.FFmpegError: a file cannot be read at all, or the target not be written.
    """
    with contextlib.ExitStack() as stack:
        sources = [stack.enter_context(av.open(file)) for file in files]
        output = stack.enter_context(
            av.open(target, "w", format="webm", options={"cues_to_front": "1"})
        )
        mixer, writer = Mixer(sources, length_s), _Writer(output, len(files))
        streams = (_frames(source, index) for index, source in enumerate(sources))
        for at, index, frame in heapq.merge(*streams, key=lambda timed: timed[:2]):
            mixer.push(index, frame)
            writer.write(mixer.pull())
            progress(min(99, int(100 * at / length_s)))
        mixer.end()
        writer.write(mixer.pull())
        writer.end()


def _frames(source: InputContainer, index: int) -> Iterator[Timed]:
    """Yield a file's pictures and sound in order. What was damaged on the way is left out."""
    wanted = [*source.streams.video[:1], *source.streams.audio[:1]]
    for packet in source.demux(*wanted):
        with contextlib.suppress(av.error.InvalidDataError):
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame | av.AudioFrame) and frame.time is not None:
                    yield frame.time, index, frame


class _Writer:
    """Encodes what comes out of the mixer."""

    def __init__(self, output: OutputContainer, people: int) -> None:
        columns, rows = grid(people)
        self._output = output
        self._video: Any = output.add_stream("libvpx", rate=RATE, options=_ENCODER)
        self._video.width, self._video.height = columns * WIDTH, rows * HEIGHT
        self._video.pix_fmt = "yuv420p"
        self._video.bit_rate = people * BITRATE
        self._video.gop_size = KEYFRAME_EVERY_S * RATE
        self._audio: Any = output.add_stream("libopus", rate=48_000, layout="stereo")
        self._audio.bit_rate = 96_000

    def write(self, frames: Iterator[av.VideoFrame | av.AudioFrame]) -> None:
        for frame in frames:
            stream = self._video if isinstance(frame, av.VideoFrame) else self._audio
            self._output.mux(stream.encode(frame))

    def end(self) -> None:
        for stream in (self._video, self._audio):
            self._output.mux(stream.encode(None))
