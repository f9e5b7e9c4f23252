"""Serves stored files, whole or by range (RFC 9110, section 14), to those who may see them."""

import re
import unicodedata
from collections.abc import AsyncIterator, Mapping
from typing import Any, Literal
from urllib.parse import quote

from litestar.response import Stream

from shared import lines
from shared.errors import DomainError
from shared.objects import Objects, Span

_RANGE = re.compile(r"^bytes=([0-9]{0,15})-([0-9]{0,15})$")
KINDS = {
    "webm": "video/webm",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
"""The types that a browser shows; a file of any other is saved."""
SANDBOX = "sandbox; default-src 'none'"
"""A file of somebody's is no page of ours, whatever a browser makes of it (CSP 3 section 6.3.2)."""

_ATTR_CHARS = "!#$&+-.^_`|~"
"""Besides letters and digits, what RFC 8187 leaves as it is."""


class RangeNotSatisfiable(DomainError):
    """There is nothing in this file at that place."""


def span_of(header: str | None, size: int) -> Span | None:
    """Read a Range header; None where there is none that we serve, and the whole file is meant.

    Raises:
        RangeNotSatisfiable: it begins behind the end.
    """
    found = _RANGE.match(header or "")
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if first and last and int(last) < int(first):
        return None
    if not first and int(last) == 0:
        raise RangeNotSatisfiable
    if not first:
        return Span(max(0, size - int(last)), size, size)
    if int(first) >= size:
        raise RangeNotSatisfiable
    return Span(int(first), min(int(last) + 1 if last else size, size), size)


async def serve(
    objects: Objects, key: str, headers: Mapping[str, str], *, name: str | None = None
) -> Stream:
    """Answer with an object, or the part of it that the request asks for.

    Raises:
        ObjectNotFound, RangeNotSatisfiable
    """
    size = await objects.size(key)
    asked = span_of(headers.get("range"), size)
    span = asked or Span(0, size, size)
    answered: dict[str, Any] = {
        "accept-ranges": "bytes",
        "content-length": str(span.end - span.start),
        "cache-control": "private, max-age=3600",
        "content-security-policy": SANDBOX,
    }
    if asked:
        answered["content-range"] = f"bytes {span.start}-{span.end - 1}/{size}"
    kind = KINDS.get(key.rsplit(".", 1)[-1])
    if name or kind is None:
        how: Literal["inline", "attachment"] = "inline" if kind else "attachment"
        answered["content-disposition"] = disposition(how, name or "file")
    return Stream(
        _chunks(objects, key, span),
        status_code=206 if asked else 200,
        media_type=kind or "application/octet-stream",
        headers=answered,
    )


def disposition(kind: Literal["inline", "attachment"], name: str) -> str:
    """Return a Content-Disposition with a file's name, as it is and for those who know ASCII only.

    RFC 6266 section 4.3, with the encoding of RFC 8187 section 3.2.
    """
    written = re.sub(r"[/\\]", "_", lines.plain(name))
    near = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^\w .()-]", "_", near)
    if not safe.partition(".")[0].strip():
        safe = f"file{safe.strip()}"
    if safe == written:
        return f'{kind}; filename="{safe}"'
    return f"{kind}; filename=\"{safe}\"; filename*=UTF-8''{quote(written, safe=_ATTR_CHARS)}"


async def _chunks(objects: Objects, key: str, span: Span) -> AsyncIterator[bytes]:
    if span.start < span.end:
        async for chunk in objects.read(key, span):
            yield chunk
