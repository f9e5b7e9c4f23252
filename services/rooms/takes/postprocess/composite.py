"""The composite of a take: everyone side by side, all voices mixed, as one WebM that can be sought.

Each person's file begins at the start of the take, so their timelines are one.
"""

import contextlib
import heapq
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import av
import msgspec
from av.container import InputContainer, OutputContainer

from services.rooms.takes.postprocess.filter_graph import HEIGHT, RATE, WIDTH, Mixer, grid
from services.rooms.takes.postprocess.rotation import Rotator, room_for
from services.rooms.takes.postprocess.tile import Tile
from services.rooms.takes.recording.protocol import Rotation

BITRATE = 900_000
"""Bits per second for each person's picture."""
KEYFRAME_EVERY_S = 2
_ENCODER = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "threads": "2"}

UNSEEN_S = 2.0
"""After so long without a picture somebody's tile is shown."""
TILE_EVERY_S = 1.0
SHORTEST_S = 0.1

Timed: TypeAlias = tuple[float, int, Any]
"""When a frame's turn is, of which source it is, and the frame."""


class ComposedRecording(msgspec.Struct, frozen=True):
    """One person's recording, and the name that stands for them while no picture comes. Its
    pictures are turned as `turns` says; `upright` is where it is to be made upright by itself."""

    file: str
    name: str
    turns: list[Rotation] = []
    upright: str = ""


def compose(
    people: Sequence[ComposedRecording],
    target: str,
    length_s: float,
    progress: Callable[[int], None],
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> None:
    """Write the composite of some people's files, in which each has a picture of that `size`;
    `progress` hears percent, 0 to 99.

    Raises:
        av.FFmpegError: a file cannot be read at all, or the target not be written.
    """
    with contextlib.ExitStack() as stack:
        length_s = max(length_s, SHORTEST_S)
        sources = [stack.enter_context(av.open(participant.file)) for participant in people]
        output = stack.enter_context(
            av.open(target, "w", format="webm", options={"cues_to_front": "1"})
        )
        mixer, writer = Mixer(sources, length_s, size), _Writer(output, len(sources), size)
        streams = (
            _seen(
                _frames(source, index, Rotator(participant.turns)),
                index,
                Tile(participant.name, *size),
                length_s,
            )
            for index, (source, participant) in enumerate(zip(sources, people, strict=True))
        )
        for at, index, frame in heapq.merge(*streams, key=lambda timed: timed[:2]):
            mixer.push(index, frame)
            writer.write(mixer.pull())
            progress(min(99, int(100 * at / length_s)))
        mixer.end()
        writer.write(mixer.pull())
        writer.end()


def make_upright(shot: ComposedRecording, length_s: float) -> None:
    """Write somebody's film as it was seen live, turned, for players that know nothing of turns;
    who turned in the middle is shown in a frame that has room for both ways."""
    with av.open(shot.file) as file:
        [picture] = file.streams.video
        size = room_for((picture.width, picture.height), shot.turns)
    compose([shot], shot.upright, length_s, lambda _: None, size)


def _frames(source: InputContainer, index: int, rotator: Rotator) -> Iterator[Timed]:
    """Yield a file's pictures and sound in order. What was damaged on the way is left out."""
    wanted = [*source.streams.video[:1], *source.streams.audio[:1]]
    for packet in source.demux(*wanted):
        with contextlib.suppress(av.error.InvalidDataError):
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame) and frame.time is not None:
                    yield frame.time, index, rotator.upright(frame)
                elif isinstance(frame, av.AudioFrame) and frame.time is not None:
                    yield frame.time, index, frame


def _seen(frames: Iterator[Timed], index: int, tile: Tile, length_s: float) -> Iterator[Timed]:
    """Yield somebody's frames, and their tile where there is no picture of them for long."""
    due, patience = 0.0, UNSEEN_S
    for timed in frames:
        at, _, frame = timed
        if isinstance(frame, av.VideoFrame):
            due, patience = at + UNSEEN_S, 0.0
        while at > due + patience:
            yield at, index, tile.at(due)
            due, patience = due + TILE_EVERY_S, 0.0
        yield timed
    while due < length_s:
        yield length_s, index, tile.at(due)
        due += TILE_EVERY_S
        if due >= length_s:
            yield length_s, index, tile.at(length_s)


class _Writer:
    """Encodes what comes out of the mixer."""

    def __init__(self, output: OutputContainer, people: int, size: tuple[int, int]) -> None:
        columns, rows = grid(people)
        self._output = output
        self._video: Any = output.add_stream("libvpx", rate=RATE, options=_ENCODER)
        self._video.width, self._video.height = columns * size[0], rows * size[1]
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
