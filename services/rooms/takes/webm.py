"""Writes WebM: VP8 and Opus as they come, a cluster a second, cues and duration at the end.

Written here because libavformat holds all audio back while no VP8 packet comes (its interleaver
leaves VP8 out where it counts which streams keep it waiting): with the camera off, a crash would
cost the sound.
"""

from pathlib import Path

from services.rooms.rtp.model import Kind
from services.rooms.takes import ebml

CLUSTER_MS = 1000
SEEK_ROOM = 128
TRACK: dict[Kind, int] = {"video": 1, "audio": 2}
UNSEEN = (640, 480)
"""The size in the header until the first picture tells its own."""


class WebmWriter:
    """One file, whole up to the last cluster at any moment. Times are in milliseconds from its
    beginning. Raises OSError when it cannot be written."""

    def __init__(self, path: Path) -> None:
        self.end = 0
        self.size: tuple[int, int] = (0, 0)
        """Width and height of the largest picture."""
        head = ebml.file_head()
        info, tracks = ebml.info(None), ebml.tracks(*UNSEEN)
        self._segment = len(head)
        self._places = {ebml.INFO: SEEK_ROOM, ebml.TRACKS: SEEK_ROOM + len(info)}
        self._blocks: list[tuple[int, int, bytes, bool]] = []
        self._pictures: list[tuple[int, int, int]] = []
        self._sounds: list[tuple[int, int, int]] = []
        self._file = path.open("wb", buffering=0)
        self._file.write(head + ebml.void(SEEK_ROOM) + info + tracks)

    def sound(self, time: int, duration: int, packet: bytes) -> None:
        """Add an Opus packet."""
        self._add("audio", time, packet, key=True)
        self.end = max(self.end, time + duration)

    def picture(self, time: int, frame: bytes, size: tuple[int, int] | None) -> None:
        """Add a VP8 frame; a keyframe comes with its size."""
        self._add("video", time, frame, key=size is not None)
        self.end = max(self.end, time)
        if size is not None and size[0] * size[1] > self.size[0] * self.size[1]:
            self.size = size
            self._patch(ebml.TRACKS, ebml.tracks(*size))

    def finish(self) -> int:
        """Make the file seekable, close it, and return its length in bytes."""
        self._flush()
        place = self._file.tell() - self._segment
        self._file.write(ebml.cues(self._pictures or self._sounds))
        length = self._file.tell()
        self._places[ebml.CUES] = place
        self._patch(ebml.INFO, ebml.info(self.end))
        self._file.seek(self._segment)
        self._file.write(ebml.seek_head(self._places, SEEK_ROOM))
        self._file.seek(self._segment - 8)
        self._file.write((1 << 56 | length - self._segment).to_bytes(8, "big"))
        self._file.close()
        return length

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.close()

    def _add(self, kind: Kind, time: int, data: bytes, *, key: bool) -> None:
        begins = key and kind == "video"
        if self._blocks and (begins or time - self._blocks[0][0] >= CLUSTER_MS):
            self._flush()
        self._blocks.append((time, TRACK[kind], data, key))

    def _flush(self) -> None:
        if not self._blocks:
            return
        blocks = sorted(self._blocks, key=lambda block: block[0])
        self._blocks.clear()
        place = self._file.tell() - self._segment
        self._sounds.append((blocks[0][0], TRACK["audio"], place))
        keys = (time for time, track, _, key in blocks if key and track == TRACK["video"])
        self._pictures.extend((time, TRACK["video"], place) for time in keys)
        self._file.write(ebml.cluster(blocks[0][0], blocks))

    def _patch(self, number: int, element: bytes) -> None:
        here = self._file.tell()
        self._file.seek(self._segment + self._places[number])
        self._file.write(element)
        self._file.seek(here)
