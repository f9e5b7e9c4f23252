"""What a file is by its content: taken as what it is, written anew where it is a picture, refused
with a reason where it is anything else."""

import asyncio
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import av
import msgspec
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from services.gateway.platform.jobs import PutOff
from services.gateway.platform.uploads.checking import check as checking
from services.gateway.platform.uploads.checking.check import FileRefused, check
from services.gateway.platform.uploads.checking.sniffing import (
    HEAD,
    IMAGES,
    PDF,
    VIDEOS,
    media_type,
)
from services.gateway.platform.uploads.purposes import PURPOSES
from tests.hostile import inflating_pdf
from tests.installation import SIDES

SIDES_OF_A_ROLE = PURPOSES["sides"]
ANYTHING = msgspec.structs.replace(
    SIDES_OF_A_ROLE, types=frozenset({PDF}) | IMAGES | VIDEOS, wanted="Not taken."
)
PLACE = b"somewhere private"


def chunk(kind: bytes, content: bytes) -> bytes:
    """Write a chunk of a PNG (ISO/IEC 15948 section 5.3)."""
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def endless_png(side: int) -> bytes:
    """Return a PNG of a few KB with so many rows and columns, all of them black."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    )


def picture(kind: str, mode: str = "RGB") -> bytes:
    """Return a picture that is upright only by its EXIF, and says where it was taken."""
    image = Image.new(mode, (60, 40), "red")
    exif = image.getexif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = PLACE.decode()
    file = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(file, exif=exif.tobytes())
    else:
        image.save(file, kind, exif=exif)
    return file.getvalue()


def film(kind: str, codec: str) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format=kind) as container:
        stream: Any = container.add_stream(codec, rate=10)
        stream.width, stream.height = 64, 48
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file.getvalue()


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(10_000_000))
    return file.getvalue()


async def checked(tmp_path: Path, content: bytes) -> checking.Checked:
    path = tmp_path / "whole"
    path.write_bytes(content)
    return await check(path, ANYTHING)


async def test_sides_are_a_pdf_with_pages_and_words(tmp_path: Path) -> None:
    found = await checked(tmp_path, SIDES.read_bytes())
    assert (found.media_type, found.found["pages"], found.content) == (PDF, 1, None)
    assert "VIOLA" in found.found["words"].upper()


async def test_a_pdf_that_takes_for_ever_has_pages_and_no_words(tmp_path: Path) -> None:
    found = await checked(tmp_path, inflating_pdf())
    assert found.found == {"pages": 7, "words": ""}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_picture_is_written_anew_upright_and_without_what_it_says_of_itself(
    kind: str, tmp_path: Path
) -> None:
    sent = picture(kind)
    assert PLACE in sent
    found = await checked(tmp_path, sent)
    assert found.media_type == "image/jpeg"
    assert found.content
    assert PLACE not in found.content
    # In HEIF it is the file that turns a picture, never its EXIF (ISO/IEC 23008-12 section 6.5.10).
    size = (60, 40) if kind == "HEIF" else (40, 60)
    with Image.open(io.BytesIO(found.content)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", size, {})
        red, green, blue = image.getpixel((20, 30))  # type: ignore[misc]
        assert red > 200 > 60 > green
        assert blue < 60


async def test_what_shows_through_still_does(tmp_path: Path) -> None:
    found = await checked(tmp_path, picture("PNG", "RGBA"))
    assert found.media_type == "image/png"
    assert found.content
    assert PLACE not in found.content


@pytest.mark.parametrize(
    ("kind", "codec", "media"),
    [("mp4", "mpeg4", "video/mp4"), ("webm", "libvpx", "video/webm")],
)
async def test_a_film_is_probed(kind: str, codec: str, media: str, tmp_path: Path) -> None:
    found = await checked(tmp_path, film(kind, codec))
    assert found.media_type == media
    assert (found.found["width"], found.found["height"]) == (64, 48)
    assert 900 <= found.found["duration_ms"] <= 1100
    assert found.found["audio"] is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "Not taken."),
        (b"<!doctype html><script>alert(1)</script>", "Not taken."),
        (zipped(), "Not taken."),
        (b"\x00", "Not taken."),
        (b"%PDF-1.7 cut off", "not a PDF that can be read"),
        (endless_png(50_000), "too many pixels"),
        (endless_png(5_000), "not a picture that can be read"),
        (picture("JPEG")[:300], "not a picture that can be read"),
        (film("mp4", "mpeg4")[:200], "not a film that can be played"),
    ],
    ids=["svg", "html", "zip", "a byte", "pdf", "huge", "incomplete", "cut", "film"],
)
async def test_what_is_something_else_is_refused_with_a_reason(
    content: bytes, why: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=why):
        await checked(tmp_path, content)


async def test_some_are_looked_into_at_a_time_and_the_others_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = asyncio.Semaphore(0), asyncio.Event()

    async def look(_path: Path, kind: str) -> checking.Checked:
        begun.release()
        await goes_on.wait()
        return checking.Checked(kind, {})

    monkeypatch.setattr(checking, "CHECKS", {PDF: look})
    content = SIDES.read_bytes()
    async with asyncio.TaskGroup() as group:
        for _ in range(checking.AT_ONCE):
            group.create_task(checked(tmp_path, content))
            await begun.acquire()
        with pytest.raises(PutOff):
            await checked(tmp_path, content)
        goes_on.set()
    assert (await checked(tmp_path, content)).media_type == PDF


async def test_a_purpose_takes_its_own_types_only(tmp_path: Path) -> None:
    (tmp_path / "whole").write_bytes(picture("JPEG"))
    with pytest.raises(FileRefused, match="Sides are one PDF"):
        await check(tmp_path / "whole", SIDES_OF_A_ROLE)


def test_a_type_is_what_the_first_bytes_show() -> None:
    assert media_type(picture("HEIF")[:HEAD]) == "image/heic"
    assert media_type(b"\x00\x00\x00\x18ftypevil") is None
    assert media_type(b"") is None
    assert media_type(b"\n%PDF-1.7") == "text/csv", "a PDF begins with its mark; this is text"
