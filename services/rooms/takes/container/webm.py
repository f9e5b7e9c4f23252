"""Writes WebM: VP8 and Opus as they come, two clusters a second, cues and duration at the end.

Written here because libavformat holds all audio back while no VP8 packet comes (its interleaver
leaves VP8 out where it counts which streams keep it waiting): with the camera off, a crash would
cost the sound.
"""

import contextlib
import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from services.rooms.media.rtp.clock import Kind
from services.rooms.takes.container import ebml
from services.rooms.takes.container.ebml import TRACK, Block, Cue

CLUSTER_MS = 500
SEEK_ROOM = 128
UNSEEN = (640, 480)
"""The size in the header until a keyframe has its own."""
SEGMENT = len(ebml.file_head())
"""Where the segment's content begins; places in it are counted from here."""
PLACES = {ebml.INFO: SEEK_ROOM, ebml.TRACKS: SEEK_ROOM + len(ebml.info(None))}


class Written(msgspec.Struct, array_like=True):
    """How far a file is: `length` bytes of it are whole, `blocks` wait for their cluster."""

    length: int = 0
    end: int = 0
    size: tuple[int, int] = (0, 0)
    """Width and height of the largest picture."""
    blocks: list[Block] = []
    kinds: list[Kind] = []
    """Of which there are frames."""


class WebmWriter:
    """One file, whole up to the last cluster at any moment. Times are in milliseconds from its
    beginning. Raises OSError when it cannot be written; what was whole stays so.

    Its head announces a track when the first cluster with frames of it is written, and no other:
    players wait for the pictures of a track that is announced, and find no place to begin.
    """

    def __init__(self, path: Path, done: Written, cues: list[Cue]) -> None:
        """Begin a file, or go on with one of which more may have been written than is `done`."""
        self.done = done
        self.cues = cues
        self._file = path.open("r+b" if done.length else "wb", buffering=0)
        if done.length:
            self._file.truncate(done.length)
            self._file.seek(done.length)
        else:
            tracks = ebml.tracks((), UNSEEN)
            self._append(ebml.file_head() + ebml.void(SEEK_ROOM) + ebml.info(None) + tracks)

    def sound(self, time: int, duration: int, packet: bytes) -> None:
        """Add an Opus packet."""
        self._add("audio", time, packet, key=True)
        self.done.end = max(self.done.end, time + duration)

    def picture(self, time: int, frame: bytes, size: tuple[int, int] | None) -> None:
        """Add a VP8 frame; a keyframe comes with its size."""
        self._add("video", time, frame, key=size is not None)
        self.done.end = max(self.done.end, time)
        if size is not None and size[0] * size[1] > self.done.size[0] * self.done.size[1]:
            self.done.size = size
            if "video" in self.done.kinds:
                self._announce(self.done.kinds)

    def flush(self) -> None:
        """Write what waits as a cluster."""
        if not self.done.blocks:
            return
        blocks = sorted(self.done.blocks, key=lambda block: block[0])
        kinds = [k for k in TRACK if k in self.done.kinds or TRACK[k] in {b[1] for b in blocks}]
        if kinds != self.done.kinds:
            self._announce(kinds)
        place = self.done.length - SEGMENT
        self._append(ebml.cluster(blocks[0][0], blocks))
        self.done.blocks, self.done.kinds = [], kinds
        self.cues.append((blocks[0][0], TRACK["audio"], place))
        keys = (time for time, track, _, key in blocks if key and track == TRACK["video"])
        self.cues.extend((time, TRACK["video"], place) for time in keys)

    def seal(self) -> int:
        """Make what is written seekable, close the file, and return its length in bytes. On a
        full disk it goes without the cues."""
        places = dict(PLACES)
        whole = self.done.length
        with contextlib.suppress(OSError):
            pictures = [cue for cue in self.cues if cue[1] == TRACK["video"]]
            self._append(ebml.cues(pictures or self.cues))
            places[ebml.CUES] = whole - SEGMENT
        if "video" not in self.done.kinds:
            self.done.size = (0, 0)
        self._announce(self.done.kinds)
        self._patch(SEGMENT + PLACES[ebml.INFO], ebml.info(self.done.end))
        self._patch(SEGMENT, ebml.seek_head(places, SEEK_ROOM))
        length = self.done.length
        self._patch(SEGMENT - 8, (1 << 56 | length - SEGMENT).to_bytes(8, "big"))
        self._file.close()
        return length

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.close()

    def _add(self, kind: Kind, time: int, data: bytes, *, key: bool) -> None:
        blocks, begins = self.done.blocks, key and kind == "video"
        if blocks and (begins or time - blocks[0][0] >= CLUSTER_MS):
            self.flush()
        self.done.blocks.append((time, TRACK[kind], data, key))

    def _announce(self, kinds: Collection[Kind]) -> None:
        size = self.done.size if self.done.size != (0, 0) else UNSEEN
        self._patch(SEGMENT + PLACES[ebml.TRACKS], ebml.tracks(kinds, size))

    def _append(self, data: bytes) -> None:
        """Write all of it, or leave the file as it was."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self.done.length)
                self._file.seek(self.done.length)
            raise
        self.done.length += len(data)

    def _patch(self, place: int, data: bytes) -> None:
        os.pwrite(self._file.fileno(), data, place)
