"""The elements of a WebM file (RFC 8794 for EBML, RFC 9559 for Matroska) as bytes."""

import struct
from collections.abc import Collection, Iterable
from typing import TypeAlias

from services.rooms.media.rtp.clock import RATES, Kind

EBML_HEAD, SEGMENT, SEEK_HEAD, INFO = 0x1A45DFA3, 0x18538067, 0x114D9B74, 0x1549A966
TRACKS, CLUSTER, CUES, VOID = 0x1654AE6B, 0x1F43B675, 0x1C53BB6B, 0xEC
DURATION, PIXEL_WIDTH, PIXEL_HEIGHT = 0x4489, 0xB0, 0xBA
UNKNOWN_SIZE = b"\x01" + 7 * b"\xff"
OPUS_HEAD = b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 0, RATES["audio"], 0, 0)  # RFC 7845 5.1
TRACK: dict[Kind, int] = {"video": 1, "audio": 2}
SEEK_PRE_ROLL_NS = 80_000_000  # RFC 7845 section 4.6

Block: TypeAlias = tuple[int, int, bytes, bool]
"""A frame: time, track, data, and whether it needs no other."""
Cue: TypeAlias = tuple[int, int, int]
"""Where to begin reading: time, track, and the place of its cluster in the segment."""


def identifier(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def element(number: int, payload: bytes) -> bytes:
    """An element with a size of four bytes; `payload` is shorter than 256 MiB."""
    return identifier(number) + struct.pack("!I", 0x10000000 | len(payload)) + payload


def unsigned(number: int, value: int) -> bytes:
    return element(number, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def text(number: int, value: str) -> bytes:
    return element(number, value.encode())


def void(size: int) -> bytes:
    """Room of `size` bytes in all, at least five, to be overwritten or skipped."""
    return element(VOID, bytes(size - 5))


def file_head() -> bytes:
    """The head of the file, and that of a segment whose size is not known yet."""
    head = (
        unsigned(0x4286, 1)  # EBMLVersion
        + unsigned(0x42F7, 1)  # EBMLReadVersion
        + unsigned(0x42F2, 4)  # EBMLMaxIDLength
        + unsigned(0x42F3, 8)  # EBMLMaxSizeLength
        + text(0x4282, "webm")  # DocType
        + unsigned(0x4287, 4)  # DocTypeVersion
        + unsigned(0x4285, 2)  # DocTypeReadVersion
    )
    return element(EBML_HEAD, head) + identifier(SEGMENT) + UNKNOWN_SIZE


def info(duration_ms: int | None) -> bytes:
    """Times are in milliseconds; the element is as long without its duration as with it."""
    if duration_ms is None:
        duration = void(14)
    else:
        duration = element(DURATION, struct.pack("!d", duration_ms))
    scale = unsigned(0x2AD7B1, 1_000_000)  # TimestampScale, in nanoseconds
    apps = text(0x4D80, "callboard") + text(0x5741, "callboard")  # MuxingApp, WritingApp
    return element(INFO, scale + apps + duration)


def tracks(kinds: Collection[Kind], size: tuple[int, int]) -> bytes:
    """VP8 as track 1, Opus as track 2, of which those that are there; as long for any of them, and
    for any size of picture."""
    made = b"".join(_of_kind(kind, size) for kind in TRACK if kind in kinds)
    missing = sum(len(_of_kind(kind, size)) for kind in TRACK if kind not in kinds)
    if not made:
        return void(missing + len(element(TRACKS, b"")))
    return element(TRACKS, made) + (void(missing) if missing else b"")


def cluster(start: int, blocks: Iterable[Block]) -> bytes:
    """Frames from the time `start` on."""
    body = [unsigned(0xE7, start)]  # Timestamp
    for time, track, data, key in blocks:
        head = struct.pack("!BhB", 0x80 | track, time - start, 0x80 if key else 0)
        body.append(element(0xA3, head + data))  # SimpleBlock
    return element(CLUSTER, b"".join(body))


def cues(points: Iterable[Cue]) -> bytes:
    """Where reading can begin."""
    entries = []
    for time, track, place in points:
        position = element(0xB7, unsigned(0xF7, track) + unsigned(0xF1, place))
        entries.append(element(0xBB, unsigned(0xB3, time) + position))
    return element(CUES, b"".join(entries))


def seek_head(places: dict[int, int], size: int) -> bytes:
    """Where elements lie in the segment, filled up to `size` bytes."""
    entries = b"".join(
        element(0x4DBB, element(0x53AB, identifier(number)) + unsigned(0x53AC, place))
        for number, place in places.items()
    )
    head = element(SEEK_HEAD, entries)
    return head + void(size - len(head))


def _of_kind(kind: Kind, size: tuple[int, int]) -> bytes:
    if kind == "video":
        picture = element(PIXEL_WIDTH, struct.pack("!H", size[0]))
        picture += element(PIXEL_HEIGHT, struct.pack("!H", size[1]))
        return element(0xAE, _track(kind, "V_VP8") + element(0xE0, picture))
    sound = element(0xB5, struct.pack("!d", RATES["audio"])) + unsigned(0x9F, 2)
    audio = _track(kind, "A_OPUS") + element(0x63A2, OPUS_HEAD)  # CodecPrivate
    audio += unsigned(0x56AA, 0) + unsigned(0x56BB, SEEK_PRE_ROLL_NS) + element(0xE1, sound)
    return element(0xAE, audio)


def _track(kind: Kind, codec: str) -> bytes:
    number = TRACK[kind]  # its TrackType is the same
    lacing = unsigned(0x9C, 0)
    uid = unsigned(0x73C5, number)
    return unsigned(0xD7, number) + uid + unsigned(0x83, number) + lacing + text(0x86, codec)
