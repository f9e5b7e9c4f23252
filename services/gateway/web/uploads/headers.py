"""The headers of tus 1.0.0: read from requests, bounded, and written on answers.

Extensions: creation, termination, checksum, expiration. `Upload-Defer-Length` is not among them:
limits are checked before the first byte, so a length has to be known by then.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

import msgspec

from services.gateway.web.uploads.errors import Malformed, NotOctets

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
OCTETS = "application/offset+octet-stream"
METADATA_LIMIT = 4096
ALGORITHMS: Mapping[str, Callable[[], Any]] = {
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),  # the one that the protocol demands
    "sha256": hashlib.sha256,
}
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)


class Creation(msgspec.Struct, frozen=True):
    """A file as it is announced: its bytes, and what is said of it (`metadata` as it was sent)."""

    length: int
    metadata: str
    said: dict[str, str]


class Checksum(msgspec.Struct, frozen=True):
    """What the bytes of one request hash to, by one of `ALGORITHMS`."""

    algorithm: str
    digest: bytes


class Append(msgspec.Struct, frozen=True):
    """A request that goes on at `offset`, with `size` bytes where it says how many."""

    offset: int
    size: int | None
    checksum: Checksum | None


def read_creation(headers: Mapping[str, str]) -> Creation:
    """Read what announces a file.

    Raises:
        Malformed
    """
    if "upload-defer-length" in headers:
        raise Malformed("The length of a file has to be known when its upload begins.")
    metadata = headers.get("upload-metadata", "")
    return Creation(_number(headers, "upload-length"), metadata, read_metadata(metadata))


def read_append(headers: Mapping[str, str]) -> Append:
    """Read what goes on with a file.

    Raises:
        NotOctets, Malformed
    """
    if headers.get("content-type", "").casefold() != OCTETS:
        raise NotOctets
    size = _number(headers, "content-length") if "content-length" in headers else None
    given = headers.get("upload-checksum")
    return Append(_number(headers, "upload-offset"), size, _checksum(given) if given else None)


def of_offset(offset: int, expires_at: datetime) -> dict[str, str]:
    """Say how far an upload is, and how long it is kept (RFC 9110 section 5.6.7)."""
    return {
        "upload-offset": str(offset),
        "upload-expires": format_datetime(expires_at, usegmt=True),
    }


def _number(headers: Mapping[str, str], name: str) -> int:
    given = headers.get(name, "")
    if not _NUMBER.fullmatch(given):
        raise Malformed(f"{name.title()} has to be a whole number.")
    return int(given)


def read_metadata(metadata: str) -> dict[str, str]:
    """Read pairs of a key and a value in Base64, with commas between them.

    Raises:
        Malformed
    """
    if len(metadata) > METADATA_LIMIT:
        raise Malformed("Upload-Metadata is too long.")
    pairs = [pair.strip().partition(" ") for pair in metadata.split(",") if pair.strip()]
    said = {key: _decoded(value.strip()) for key, _, value in pairs}
    if len(said) != len(pairs):
        raise Malformed("Upload-Metadata names something twice.")
    return said


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise Malformed("Upload-Metadata has a value that is not Base64 of UTF-8.") from error


def _checksum(given: str) -> Checksum:
    algorithm, _, value = given.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Malformed(f"Checksums here are of {' or '.join(ALGORITHMS)}.")
    try:
        return Checksum(algorithm, base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError) as error:
        raise Malformed("Upload-Checksum is not Base64.") from error
