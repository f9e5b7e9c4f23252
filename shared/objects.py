"""Files that last: sides, takes. A local folder or S3, by address (`file:///…`, `s3://…`)."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from shared.errors import NotFound

CHUNK = 256 * 1024


class ObjectNotFound(NotFound):
    """This file is no longer kept."""


class Span(msgspec.Struct, frozen=True):
    """A half-open range of bytes of an object that is `size` bytes long."""

    start: int
    end: int
    size: int


class Objects:
    """An object store."""

    def __init__(self, url: str) -> None:
        self._store: ObjectStore
        parts = urlsplit(url)
        if parts.scheme == "file":
            self._store = LocalStore(Path(unquote(parts.path)), mkdir=True)
        else:
            self._store = from_url(url)

    async def put(self, key: str, content: bytes | Path) -> None:
        """Keep a file under a key. A path is read in parts, never as a whole."""
        await obstore.put_async(self._store, key, content)

    async def put_part(self, key: str, content: bytes | bytearray) -> None:
        """Keep some MiB under a key, by one request and without another copy of them."""
        await obstore.put_async(self._store, key, content, use_multipart=False)

    async def size(self, key: str) -> int:
        """Return how many bytes an object has.

        Raises:
            ObjectNotFound: there is none under this key.
        """
        try:
            return (await obstore.head_async(self._store, key))["size"]
        except (NotFoundError, FileNotFoundError) as error:
            raise ObjectNotFound from error

    async def read(self, key: str, span: Span) -> AsyncIterator[bytes]:
        """Yield a span of an object in chunks of at most `CHUNK` bytes.

        Raises:
            ObjectNotFound: there is none under this key.
        """
        try:
            result = await obstore.get_async(
                self._store, key, options={"range": (span.start, span.end)}
            )
        except (NotFoundError, FileNotFoundError) as error:
            raise ObjectNotFound from error
        async for chunk in result.stream(min_chunk_size=CHUNK):
            yield bytes(chunk)

    async def keys(self, below: str) -> AsyncIterator[str]:
        """Yield the keys of all objects below a folder's name (`a` has `a/b`, and not `ab`)."""
        async for found in obstore.list(self._store, prefix=below):
            for meta in found:
                yield meta["path"]

    async def fetch(self, key: str, into: Path) -> None:
        """Write an object into a file, in chunks.

        Raises:
            ObjectNotFound: there is none under this key.
        """
        try:
            result = await obstore.get_async(self._store, key)
        except (NotFoundError, FileNotFoundError) as error:
            raise ObjectNotFound from error
        with into.open("wb") as file:
            async for chunk in result.stream(min_chunk_size=CHUNK):
                file.write(chunk)

    async def delete(self, key: str) -> None:
        """Forget an object; nothing happens where there is none."""
        try:
            await obstore.delete_async(self._store, key)
        except (NotFoundError, FileNotFoundError):
            return
