"""Workspaces of post-processing: a locked folder for each take, so that the next worker finds and
removes what a killed one left."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.rooms.takes.folder_lock import locked
from shared.ids import new_id


@contextmanager
def workspace(parent: Path) -> Iterator[Path]:
    """Make a folder below `parent` that lasts as long as the block."""
    mine = parent / new_id().hex
    mine.mkdir(parents=True)
    lock = locked(mine)
    try:
        _clear(parent, mine)
        yield mine
    finally:
        shutil.rmtree(mine, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _clear(parent: Path, mine: Path) -> None:
    """Remove what dead workers left: a living one has the lock, and one that begins just now has
    a newer folder (ids follow the clock)."""
    for folder in parent.iterdir():
        if folder.name >= mine.name:
            continue
        try:
            lock = locked(folder)
        except FileNotFoundError:
            continue  # its owner was done at this moment
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
