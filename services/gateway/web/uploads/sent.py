"""A file that comes whole with a form."""

from typing import NamedTuple

from litestar.datastructures import UploadFile


class SentFile(NamedTuple):
    """Its name as it was sent, and its content."""

    name: str
    content: bytes


async def sent_file(upload: object) -> SentFile | None:
    """Return the file in a field of a form; None where there is none, or it is empty."""
    if not isinstance(upload, UploadFile) or not (content := await upload.read()):
        return None
    return SentFile(upload.filename, content)
