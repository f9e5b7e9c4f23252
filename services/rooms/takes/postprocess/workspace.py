"""Where finishers put takes together: a folder for each, held by a lock, so that what a killed
one left is found and removed by the next."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.rooms.takes.folder_lock import locked
from shared.ids import new_id


@contextmanager
def workspace(everybody: Path) -> Iterator[Path]:
    """Give a folder below `everybody` for as long as the block lasts."""
    mine = everybody / new_id().hex
    mine.mkdir(parents=True)
    lock = locked(mine)
    try:
        _clear(everybody, mine)
        yield mine
    finally:
        shutil.rmtree(mine, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _clear(everybody: Path, mine: Path) -> None:
    """Remove what dead finishers left: who works has the lock, and who begins just now is newer
    (ids follow the clock)."""
    for folder in everybody.iterdir():
        if folder.name >= mine.name:
            continue
        try:
            lock = locked(folder)
        except FileNotFoundError:
            continue  # its owner was done at this moment
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
