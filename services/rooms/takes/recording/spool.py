"""The recording folder, where takes lie until they are stored: a folder for each node, with a lock.

`<recording_dir>/<node>/<take>/take.json` beside the recordings. A node holds the lock on its folder
(flock, which the kernel releases when the process dies), so who gets the lock of another's
folder knows that node to be dead, and takes over what it left.
"""

import contextlib
import os
import shutil
import time
from pathlib import Path

import msgspec

from services.rooms.takes.folder_lock import LOCK, locked
from services.rooms.takes.model import Manifest
from shared.ids import TakeId

MANIFEST = "take.json"
STILL_S = 3.0


class Spool:
    """One node's folder. The lock is held as long as the object lives and is not closed."""

    def __init__(self, spool: Path, node: str) -> None:
        self._all = spool
        self._mine = spool / node
        self._mine.mkdir(parents=True)
        self._lock = locked(self._mine)

    def folder(self, take: TakeId) -> Path:
        """Return a take's folder, made if need be."""
        folder = self._mine / take.hex
        folder.mkdir(exist_ok=True)
        return folder

    def write(self, manifest: Manifest) -> None:
        """Write a take's manifest, all or nothing."""
        folder = self.folder(manifest.take.id)
        draft = folder / f"{MANIFEST}.draft"
        draft.write_bytes(msgspec.json.encode(manifest))
        draft.replace(folder / MANIFEST)

    def forget(self, take: TakeId) -> None:
        """Remove a take's folder."""
        shutil.rmtree(self._mine / take.hex, ignore_errors=True)

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._mine).free

    def take_over(self) -> list[Manifest]:
        """Move what dead nodes of this machine left into this node's folder; return it."""
        found: list[Manifest] = []
        for folder in self._all.iterdir():
            if folder != self._mine and (folder / LOCK).exists() and not _being_written(folder):
                with contextlib.suppress(FileNotFoundError):  # another node was faster
                    found += self._from(folder)
        return found

    def close(self) -> None:
        """Release the folder; an empty one is removed."""
        if self._lock is not None:
            if {path.name for path in self._mine.iterdir()} == {LOCK}:
                shutil.rmtree(self._mine)
            os.close(self._lock)
            self._lock = None

    def _from(self, folder: Path) -> list[Manifest]:
        lock = locked(folder)
        if lock is None:
            return []
        try:
            return self._adopt(folder)
        finally:
            os.close(lock)

    def _adopt(self, dead: Path) -> list[Manifest]:
        manifests = []
        for path in sorted(dead.glob(f"*/{MANIFEST}")):
            manifests.append(msgspec.json.decode(path.read_bytes(), type=Manifest))
            path.parent.replace(self._mine / path.parent.name)
        shutil.rmtree(dead)
        return manifests


def _being_written(folder: Path) -> bool:
    """Whether a file changed just now: a dead node's recorder ends a moment after it."""
    since = time.time() - STILL_S
    return any(path.stat().st_mtime > since for path in folder.glob("*/*"))
