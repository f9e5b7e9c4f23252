"""The filter graph of a composite (libavfilter): fits, places and mixes what people sent."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import av
from av.container import InputContainer
from av.filter import Graph

from services.rooms.takes.postprocess.tile import MILLISECONDS

WIDTH, HEIGHT, RATE = 640, 360, 30
"""Of one person's picture."""
PIXELS = av.VideoFormat("yuv420p")

Filter: TypeAlias = Any
Steps: TypeAlias = tuple[tuple[str, str], ...]
_TUNE: Steps = (
    ("aresample", "48000:async=1000:first_pts=0"),
    ("aformat", "sample_fmts=flt:channel_layouts=stereo"),
)
_QUIET = "channel_layout=stereo:sample_rate=48000"


def _fit(width: int, height: int) -> Steps:
    # Phones turn, and browsers change sizes as they like: hence `eval=frame`.
    return (
        ("fps", f"fps={RATE}:start_time=0:eof_action=pass"),
        ("scale", f"w={width}:h={height}:force_original_aspect_ratio=decrease:eval=frame"),
        ("pad", f"w={width}:h={height}:x=(ow-iw)/2:y=(oh-ih)/2:eval=frame"),
        ("setsar", "1"),
        ("format", "pix_fmts=yuv420p"),
    )


def grid(people: int) -> tuple[int, int]:
    """Return columns and rows: up to three in a row, four as two by two."""
    columns = 2 if people == 4 else min(people, 3)
    return columns, -(-people // columns)


class Mixer:
    """Takes frames of each source, gives out frames of the whole. `length_s` is the take's, `size`
    that of one person's picture."""

    def __init__(
        self,
        sources: list[InputContainer],
        length_s: float,
        size: tuple[int, int] = (WIDTH, HEIGHT),
    ) -> None:
        self._size = size
        self._graph = Graph()
        self._inputs: dict[tuple[int, str], Filter] = {}
        pictures = [self._picture(index) for index in range(len(sources))]
        sounds = [self._silence(length_s)]
        sounds += [
            self._sound(i, source) for i, source in enumerate(sources) if source.streams.audio
        ]
        self._sinks = [
            self._joined(pictures, _placing(len(sources), size), "buffersink"),
            self._joined(sounds, ("amix", f"inputs={len(sounds)}:normalize=0"), "abuffersink"),
        ]
        self._graph.configure()

    def push(self, index: int, frame: av.VideoFrame | av.AudioFrame) -> None:
        """Take a frame of the source of that index."""
        kind = "video" if isinstance(frame, av.VideoFrame) else "audio"
        self._inputs[index, kind].push(frame)

    def end(self) -> None:
        """Take note that all sources are at their end."""
        for source in self._inputs.values():
            source.push(None)

    def pull(self) -> Iterator[av.VideoFrame | av.AudioFrame]:
        """Yield what is ready."""
        for sink in self._sinks:
            while True:
                try:
                    yield sink.pull()
                except (BlockingIOError, EOFError):
                    break

    def _picture(self, index: int) -> Filter:
        """Whatever a file says of its pictures: they may be of any size, or none may come."""
        self._inputs[index, "video"] = first = self._graph.add_buffer(
            width=self._size[0], height=self._size[1], format=PIXELS, time_base=MILLISECONDS
        )
        return self._chain(first, _fit(*self._size))

    def _silence(self, length_s: float) -> Filter:
        """The sound of whoever sends none; it makes the whole as long as the take."""
        quiet = self._graph.add("anullsrc", f"{_QUIET}:duration={length_s}")
        return self._chain(quiet, _TUNE[1:])

    def _sound(self, index: int, source: InputContainer) -> Filter:
        self._inputs[index, "audio"] = first = self._graph.add_abuffer(
            template=source.streams.audio[0]
        )
        return self._chain(first, _TUNE)

    def _chain(self, first: Filter, steps: Steps) -> Filter:
        for name, arguments in steps:
            following = self._graph.add(name, arguments)
            first.link_to(following)
            first = following
        return first

    def _joined(self, parts: list[Filter], joint: tuple[str, str], sink: str) -> Filter:
        joined = parts[0]
        if len(parts) > 1:
            joined = self._graph.add(*joint)
            for place, part in enumerate(parts):
                part.link_to(joined, 0, place)
        end = self._graph.add(sink)
        joined.link_to(end)
        return end


def _placing(people: int, size: tuple[int, int]) -> tuple[str, str]:
    columns, _ = grid(people)
    places = "|".join(
        f"{size[0] * (place % columns)}_{size[1] * (place // columns)}" for place in range(people)
    )
    return "xstack", f"inputs={people}:layout={places}:fill=black"
