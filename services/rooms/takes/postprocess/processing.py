"""The post-processing of one take: its files are fetched, composed by a child, and stored."""

import asyncio
import errno
import os
import signal
import sys
from pathlib import Path
from uuid import UUID

import msgspec

from services.rooms.takes.model import object_key
from services.rooms.takes.postprocess import store
from services.rooms.takes.postprocess.composer import CompositionOrder
from services.rooms.takes.postprocess.composite import ComposedRecording
from services.rooms.takes.postprocess.store import Composed, StoredRecording, UnprocessedTake
from services.rooms.takes.postprocess.workspace import workspace
from shared.objects import Objects
from shared.runtime.child_signals import send_signal
from shared.tenancy import Database

STEP = 10
"""Percent between two notes of progress."""


class PostProcessingFailed(Exception):
    """The composite could not be made. Everyone's own recording is not touched by that."""


async def process_take(
    database: Database, objects: Objects, take: UnprocessedTake, workspaces: Path
) -> Composed:
    """Make and store composite and thumbnail; all files lie below `workspaces` meanwhile. Made
    again, they are stored under the same keys.

    Raises:
        PostProcessingFailed: the files cannot be put together.
        OSError: there is no room for it just now.
    """
    composite = object_key(take.agency_id, take.take_id, "composite.webm")
    thumbnail = object_key(take.agency_id, take.take_id, "thumbnail.jpg")
    with workspace(workspaces) as folder:
        order = CompositionOrder(
            people=[await _composed_recording(objects, part, folder) for part in take.recordings],
            composite=str(folder / "composite.webm"),
            thumbnail=str(folder / "thumbnail.jpg"),
            length_s=take.length_s,
        )
        await _compose(database, take, order)
        await objects.put(composite, Path(order.composite))
        await objects.put(thumbnail, Path(order.thumbnail))
        upright: dict[UUID, str] = {}
        for part, shot in zip(take.recordings, order.people, strict=True):
            if shot.upright:
                upright[part.id] = object_key(take.agency_id, take.take_id, _upright(part))
                await objects.put(upright[part.id], Path(shot.upright))
    return Composed(composite, thumbnail, upright)


async def _composed_recording(
    objects: Objects, part: StoredRecording, folder: Path
) -> ComposedRecording:
    file = await _fetched(objects, part.object_key, folder)
    upright = str(folder / _upright(part)) if part.turns else ""
    return ComposedRecording(file, part.name, part.turns, upright)


def _upright(part: StoredRecording) -> str:
    return f"{part.id.hex}-upright.webm"


async def _fetched(objects: Objects, key: str, folder: Path) -> str:
    path = folder / Path(key).name
    await objects.fetch(key, path)
    return str(path)


async def _compose(database: Database, take: UnprocessedTake, order: CompositionOrder) -> None:
    """Run the child to its end. It does not outlive us: its next report of progress would fail."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.rooms.takes.postprocess.composer"),
        msgspec.json.encode(order).decode(),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        await _follow(database, take, child)
        if await child.wait() == os.EX_IOERR:
            raise OSError(errno.ENOSPC, "there is no room for a composite")
        if child.returncode:
            raise PostProcessingFailed(f"the composing program ended with {child.returncode}")
    finally:
        if child.returncode is None:
            send_signal(child, signal.SIGKILL)
            await child.wait()


async def _follow(
    database: Database, take: UnprocessedTake, child: asyncio.subprocess.Process
) -> None:
    reported = 0
    while child.stdout and (line := await child.stdout.readline()):
        percent = int(line)
        if percent >= reported + STEP:
            reported = percent
            async with database.tenant(take.agency_id) as tx:
                await store.progress(tx, take.take_id, percent)
