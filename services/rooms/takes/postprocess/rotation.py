"""Phones turn: pictures as people saw them live.

Senders say with their pictures by how many quarters they are to be turned clockwise (the header
extension video-orientation, 3GPP TS 26.114 section 7.4.5, of which browsers show the rotation and
leave out the mirroring).
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import av
from av.filter import Graph

from services.rooms.takes.recording.protocol import Rotation

FIRST_MS = 2000
"""A film whose first picture is turned so early was held so from the beginning."""
_STEPS = {1: ("transpose=clock",), 2: ("hflip", "vflip"), 3: ("transpose=cclock",)}


def room_for(size: tuple[int, int], rotations: Sequence[Rotation]) -> tuple[int, int]:
    """Return how large a film is that has room for all of a file's pictures, turned."""
    width, height = size
    ways = {quarters % 2 for _, quarters in rotations} | (
        {0} if rotations[0][0] > FIRST_MS else set()
    )
    if len(ways) == 2:
        width = height = max(size)
    elif ways == {1}:
        width, height = height, width
    return width + width % 2, height + height % 2


class Rotator:
    """Turns one file's pictures."""

    def __init__(self, rotations: Sequence[Rotation]) -> None:
        self._times = [time for time, _ in rotations]
        self._quarters = [quarters for _, quarters in rotations]
        self._graphs: dict[tuple[int, int, int], Any] = {}

    def upright(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Return a picture as it was seen."""
        place = bisect_right(self._times, round(1000 * float(frame.time or 0)))
        quarters = self._quarters[place - 1] if place else 0
        if not quarters:
            return frame
        key = frame.width, frame.height, quarters
        if key not in self._graphs:
            self._graphs[key] = _graph(frame, quarters)
        graph = self._graphs[key]
        graph.vpush(frame)
        return graph.vpull()  # type: ignore[no-any-return]


def _graph(frame: av.VideoFrame, quarters: int) -> Graph:
    graph = Graph()
    nodes: list[Any] = [
        graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
        )
    ]
    for step in _STEPS[quarters]:
        name, _, arguments = step.partition("=")
        nodes.append(graph.add(name, arguments or None))
    graph.link_nodes(*nodes, graph.add("buffersink"))
    graph.configure()
    return graph
