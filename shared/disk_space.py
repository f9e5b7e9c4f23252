"""Whether what went wrong went wrong because a disk is full."""

import errno

import asyncpg
from obstore.exceptions import BaseError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_WORDS = ("No space left", "StorageFull", "Disk quota exceeded", "QuotaExceeded")


def is_full(error: BaseException) -> bool:
    """Tell so of our own disks, the database's and an object store's."""
    if isinstance(error, asyncpg.DiskFullError):
        return True
    if isinstance(error, BaseError):  # it has no code, only words
        return any(word in str(error) for word in _WORDS)
    return isinstance(error, OSError) and error.errno in _FULL
