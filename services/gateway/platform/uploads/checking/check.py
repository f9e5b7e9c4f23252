"""Looks into a file that came, and says what it is, or why it is refused."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from services.gateway.platform.jobs import PutOff
from services.gateway.platform.pdf import reader
from services.gateway.platform.tables import reader as tables
from services.gateway.platform.tables.model import TableRefused
from services.gateway.platform.tables.reader import Kind
from services.gateway.platform.uploads.checking.image import MOST_PIXELS
from services.gateway.platform.uploads.checking.sniffing import (
    CSV,
    IMAGES,
    JPEG,
    PDF,
    PNG,
    VIDEOS,
    XLSX,
    media_type_of,
)
from services.gateway.platform.uploads.purposes import Purpose
from shared import confined
from shared.confined import Limits

EXTENSIONS: Mapping[str, str] = {
    PDF: "pdf",
    JPEG: "jpg",
    PNG: "png",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    CSV: "csv",
    XLSX: "xlsx",
}
"""Of the types that are kept."""
IMAGE_LIMITS = Limits(cpu_s=30, clock_s=120, memory=3 << 30, answer=96 << 20)
VIDEO_LIMITS = Limits(cpu_s=20, clock_s=120, memory=2 << 30, answer=64 << 10)
AT_ONCE, AGAIN = 2, timedelta(seconds=3)
"""So many files are looked into at a time in one process, with all the memory that they may have;
the others come again."""
_turns = asyncio.Semaphore(AT_ONCE)
_HERE = "services.gateway.platform.uploads.checking"


class Checked(msgspec.Struct, frozen=True):
    """A file that may be kept: its type, what was found out, and its content where it was written
    anew."""

    media_type: str
    found: dict[str, Any]
    content: bytes | None = None


class FileRefused(Exception):
    """A file is not what it has to be; the message is for who sent it."""


Check: TypeAlias = Callable[[Path, str], Awaitable[Checked]]


async def check(path: Path, purpose: Purpose) -> Checked:
    """Look into a file.

    Raises:
        FileRefused
        PutOff: others are looked into just now.
    """
    kind = await asyncio.to_thread(media_type_of, path)
    if kind is None or kind not in purpose.types:
        raise FileRefused(purpose.wanted)
    if _turns.locked():
        raise PutOff(AGAIN)
    async with _turns:
        return await CHECKS[kind](path, kind)


async def _pdf(path: Path, kind: str) -> Checked:
    found = await reader.read_apart(path)
    if found is None:
        raise FileRefused("This is not a PDF that can be read. Please choose another file.")
    return Checked(kind, {"pages": found.pages, "words": found.words})


async def _image(path: Path, _kind: str) -> Checked:
    """Write a picture anew: metadata and whatever else was in the file stay behind."""
    said = await confined.run(f"{_HERE}.image", path, IMAGE_LIMITS)
    first, _, rest = said.partition(b"\n")
    second, _, content = rest.partition(b"\n")
    size, file = _facts(first), _facts(second)
    if size.get("width", 0) * size.get("height", 0) > MOST_PIXELS:
        raise FileRefused(f"This picture has too many pixels: at most {MOST_PIXELS:,}.")
    if not file or len(content) != file["bytes"]:
        raise FileRefused("This is not a picture that can be read. Please choose another file.")
    return Checked(file["type"], size, content)


async def _video(path: Path, kind: str) -> Checked:
    found = _facts(await confined.run(f"{_HERE}.video", path, VIDEO_LIMITS, kind))
    if not found:
        raise FileRefused("This is not a film that can be played. Please choose another file.")
    return Checked(kind, found)


async def _table(path: Path, kind: str) -> Checked:
    try:
        found = await tables.look(path, TABLES[kind])
    except TableRefused as refused:
        raise FileRefused(str(refused)) from refused
    return Checked(kind, msgspec.to_builtins(found))


TABLES: Mapping[str, Kind] = {CSV: "csv", XLSX: "xlsx"}


def _facts(line: bytes) -> dict[str, Any]:
    """Read a line of JSON; none where the program ended before it."""
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {}


CHECKS: Mapping[str, Check] = {
    PDF: _pdf,
    **dict.fromkeys(IMAGES, _image),
    **dict.fromkeys(VIDEOS, _video),
    **dict.fromkeys(TABLES, _table),
}
