"""Which of the types that are taken here a file's first bytes show.

A short table of our own: whatever is not in it is refused, so there is no need to know of anything
else. Names and types that a sender gives are not asked.
"""

from collections.abc import Mapping
from pathlib import Path

PDF = "application/pdf"
JPEG, PNG, WEBP, HEIC = "image/jpeg", "image/png", "image/webp", "image/heic"
MP4, QUICKTIME, WEBM = "video/mp4", "video/quicktime", "video/webm"
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMAGES = frozenset({JPEG, PNG, WEBP, HEIC})
VIDEOS = frozenset({MP4, QUICKTIME, WEBM})
HEAD = 64

_STARTS: Mapping[bytes, str] = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"PK\x03\x04": XLSX,
}
# The major brand of an ISO base media file (ISO/IEC 14496-12 section 4.3).
_BRANDS: Mapping[bytes, str] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"), HEIC),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42"), MP4),
    **dict.fromkeys((b"avc1", b"M4V ", b"MSNV", b"dash", b"3gp4", b"3gp5"), MP4),
    b"qt  ": QUICKTIME,
}
_EBML = b"\x1a\x45\xdf\xa3"  # RFC 8794 section 11.2.1
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))


def media_type(head: bytes) -> str | None:
    """Return the type that the first `HEAD` bytes show; None for all that is not taken."""
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    if head.startswith(_EBML) and (b"webm" in head or b"matroska" in head):
        return WEBM
    return CSV if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """Whether these could be letters: of UTF-16 every other byte may be zero."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    plain = head[::2] if not any(head[1::2]) else head[1::2] if not any(head[::2]) else head
    return bool(plain) and plain == plain.translate(None, _CONTROLS)


def media_type_of(path: Path) -> str | None:
    """Return the type of a file. It reads: call it in a thread."""
    with path.open("rb") as file:
        return media_type(file.read(HEAD))
