"""Folders with a lock (flock), which the kernel releases when its process dies."""

import fcntl
import os
from pathlib import Path

LOCK = "node.lock"


def locked(folder: Path) -> int | None:
    """Lock a folder until what is returned is closed; None when another process has it."""
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
