"""Reads how far a recording is that nobody finished: our own files only, cluster by cluster."""

import contextlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from services.rooms.media.rtp.vp8 import picture_size
from services.rooms.takes.container import ebml, opus
from services.rooms.takes.container.ebml import TRACK, Block, Cue
from services.rooms.takes.container.webm import SEEK_ROOM, SEGMENT, UNSEEN, Written

SIZED = struct.Struct("!I")
BLOCK = struct.Struct("!BhB")
BLOCK_ID = 0xA3
KEY = 0x80
FIRST_CLUSTER = SEGMENT + len(ebml.void(SEEK_ROOM) + ebml.info(None) + ebml.tracks((), UNSEEN))


class Damaged(Exception):
    """What lies here is not what we write."""


def scan(path: Path) -> tuple[Written, list[Cue]]:
    """Find the last whole cluster before any damage. Its `length` is 0 when there is none."""
    done, cues = Written(), list[Cue]()
    with path.open("rb") as file, contextlib.suppress(Damaged):
        file.seek(FIRST_CLUSTER)
        for place, body in _clusters(file):
            _note(place - SEGMENT, _frames(body), done, cues)
            done.length = file.tell()
    return done, cues


def _clusters(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the place and the content of each whole cluster."""
    wanted = ebml.identifier(ebml.CLUSTER)
    while True:
        place, head = file.tell(), file.read(8)
        if len(head) < 8 or head[:4] != wanted:
            return
        size = SIZED.unpack(head[4:])[0] & 0x0FFFFFFF
        body = file.read(size)
        if len(body) < size:
            return
        yield place, body


def _frames(body: bytes) -> list[Block]:
    """Read what is in a cluster. Raises Damaged."""
    try:
        start, at = _timestamp(body)
        frames: list[Block] = []
        while at < len(body):
            end = at + 5 + (SIZED.unpack_from(body, at + 1)[0] & 0x0FFFFFFF)
            track, offset, flags = BLOCK.unpack_from(body, at + 5)
            if body[at] != BLOCK_ID or end > len(body):
                raise Damaged
            data = body[at + 5 + BLOCK.size : end]
            frames.append((start + offset, track & 0x7F, data, bool(flags & KEY)))
            at = end
    except struct.error as error:
        raise Damaged from error
    return frames


def _timestamp(body: bytes) -> tuple[int, int]:
    """Return a cluster's time, and where its blocks begin."""
    size = SIZED.unpack_from(body, 1)[0] & 0x0FFFFFFF
    return int.from_bytes(body[5 : 5 + size], "big"), 5 + size


def _note(place: int, frames: list[Block], done: Written, cues: list[Cue]) -> None:
    if frames:
        cues.append((frames[0][0], TRACK["audio"], place))
        there = {track for _, track, _, _ in frames}
        done.kinds = [kind for kind in TRACK if kind in done.kinds or TRACK[kind] in there]
    for time, track, data, key in frames:
        if track == TRACK["audio"]:
            done.end = max(done.end, time + round(opus.duration_ms(data)))
            continue
        done.end = max(done.end, time)
        width, height = picture_size(data)
        if width * height > done.size[0] * done.size[1]:
            done.size = width, height
        if key:
            cues.append((time, track, place))
