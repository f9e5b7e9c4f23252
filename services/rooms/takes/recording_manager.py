"""A node's recording manager: opens the recordings of a take, closes them, and has them stored."""

import asyncio
import contextlib
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from services.rooms.protocol.errors import RecorderUnwell
from services.rooms.takes.model import Manifest, ParticipantRecording, Take
from services.rooms.takes.recording.recorder import Recorder, Recording, RecordingFailed
from services.rooms.takes.recording.spool import Spool
from services.rooms.takes.running_take import RunningTake
from services.rooms.takes.storage import leases
from services.rooms.takes.storage.recovery import closed, recovered, repaired
from services.rooms.takes.storage.uploader import TakeUploader
from shared import log
from shared.background_tasks import cancel_and_wait
from shared.ids import AgencyId, TakeId
from shared.vocabulary.take_endings import TakeEnding

LEAST_FREE = 1024**3
"""Bytes that have to be free in the recording folder for a take to begin."""
LEAST_LEFT = LEAST_FREE // 2
"""Bytes of those that end a running take, while its files can still be ended in good order."""
TAKE_OVER_EVERY_S = 5.0

LATEST_BEGIN_S = 5.0

logger = log.get(__name__)
T = TypeVar("T")

__all__ = ["RecordingManager", "RunningTake"]


class RecordingManager:
    """Records the takes of one node's rooms. `run` it beside the rooms; it must outlive them."""

    def __init__(self, recorder: Recorder, spool: Spool, uploader: TakeUploader) -> None:
        self._recorder = recorder
        self._spool = spool
        self._uploader = uploader
        self._unfinished: set[asyncio.Task[None]] = set()
        """Tasks that have to end before the node may stop."""
        self._lease_renewals: set[asyncio.Task[None]] = set()
        self._takes: dict[TakeId, AgencyId] = {}
        """The takes that this node records or stores."""
        self._failure: str | None = "The recorder has not started yet."

    @property
    def problem(self) -> str | None:
        """Say why no take can begin just now; None when one can."""
        if self._spool.free_bytes() < LEAST_FREE:
            return "The recorder's disk is full."
        return self._failure or self._recorder.problem

    @property
    def fills_up(self) -> bool:
        """Whether the disk is so full that no take should go on."""
        return self._spool.free_bytes() < LEAST_LEFT

    def waits(self, take: TakeId) -> str:
        """Say why a take is not in the object store yet; "" for one that does not wait."""
        return self._uploader.waits.get(take, "")

    async def open(self, take: Take, parts: list[ParticipantRecording]) -> RunningTake:
        """Open everybody's file of a take.

        Raises:
            RecorderUnwell: the recorder could not.
        """
        folder = self._spool.folder(take.id)
        self._spool.write(Manifest(take=take, parts=tuple(parts)))
        begin = _begin(take)
        opening = [self._recorder.open(p.id.hex, folder / p.file, begin) for p in parts]
        opened = await asyncio.gather(*opening, return_exceptions=True)
        sinks = {p.who: s for p, s in zip(parts, opened, strict=True) if isinstance(s, Recording)}
        running = RunningTake(take, {part.who: part for part in parts}, sinks)
        self._takes[take.id] = take.agency_id
        if len(sinks) < len(parts):
            await self.discard(running)
            raise RecorderUnwell
        return running

    async def discard(self, running: RunningTake) -> None:
        """Drop a take that did not come about."""
        for sink in running.sinks.values():
            with contextlib.suppress(RecordingFailed):
                await self._recorder.close(sink)
        self._spool.forget(running.take.id)
        self._takes.pop(running.take.id, None)

    def stop(
        self, running: RunningTake, on_stored: Callable[[], None], ending: TakeEnding | None = None
    ) -> None:
        """Close a take now, and store it with why it ended, unless somebody stopped it; `on_stored`
        is called when that is done, well or not."""
        stopped = msgspec.structs.replace(
            running.manifest, stopped_at=datetime.now(UTC), ended_because=ending
        )
        self._start(self._stop(running, stopped, on_stored), self._unfinished)

    async def run(self) -> None:
        """Keep the recorder running, store takes that dead nodes of this machine left, and give up
        those of machines that are gone, for ever."""
        try:
            await self._watch()
        finally:
            await cancel_and_wait(*self._lease_renewals)

    async def _watch(self) -> None:
        renewed_at = -math.inf
        while True:
            if self._failure:
                await self._start_recorder()
            for manifest in await self._left_by_others():
                self._takes[manifest.take.id] = manifest.take.agency_id
                self._start(self._recover(manifest), self._unfinished)
            if time.monotonic() - renewed_at > leases.RENEW_EVERY_S:
                renewed_at = time.monotonic()
                self._start(self._uploader.renew_leases(dict(self._takes)), self._lease_renewals)
            await asyncio.sleep(TAKE_OVER_EVERY_S)

    async def _left_by_others(self) -> list[Manifest]:
        try:
            return await asyncio.to_thread(self._spool.take_over)
        except OSError as error:
            logger.warning("takes of dead nodes not listed", error=str(error))
            return []

    async def settle(self, patience_s: float) -> None:
        """Wait for takes to be stored, after `run`; the rest stays for the next node."""
        if self._unfinished:
            await asyncio.wait(self._unfinished, timeout=patience_s)
        for work in self._unfinished:
            work.cancel()
        await self._recorder.stop()
        self._spool.close()

    async def _start_recorder(self) -> None:
        try:
            await self._recorder.start()
        except (OSError, RuntimeError) as error:
            logger.warning("recorder not started", error=repr(error))
            await self._recorder.stop()
            self._failure = "The recorder does not start."
        else:
            self._failure = None

    async def _stop(
        self, running: RunningTake, stopped: Manifest, on_stored: Callable[[], None]
    ) -> None:
        closing = [self._closed(running, part) for part in stopped.parts]
        manifest = msgspec.structs.replace(stopped, parts=tuple(await asyncio.gather(*closing)))
        self._write_manifest(manifest)
        await self._store(manifest)
        on_stored()

    async def _store(self, manifest: Manifest) -> None:
        await self._uploader.store(manifest)
        self._takes.pop(manifest.take.id, None)

    async def _closed(
        self, running: RunningTake, part: ParticipantRecording
    ) -> ParticipantRecording:
        try:
            recorded = await self._recorder.close(running.sinks[part.who])
        except RecordingFailed as error:
            logger.warning("recording not closed", recording=part.id.hex, error=str(error))
            return await self._until_read(lambda: repaired(self._spool, running.take, part))
        return closed(part, recorded)

    async def _recover(self, left: Manifest) -> None:
        logger.info("take of a dead node taken over", take=left.take.id.hex)
        whole = await self._until_read(lambda: recovered(self._spool, left))
        self._write_manifest(whole)
        await self._store(whole)

    def _write_manifest(self, manifest: Manifest) -> None:
        """Write down how far a take is. Without it another node would find that by the files; the
        disk may be too full for it, and that is no reason not to store the take."""
        try:
            self._spool.write(manifest)
        except OSError as error:
            logger.warning("manifest not written", take=manifest.take.id.hex, error=str(error))

    async def _until_read(self, read: Callable[[], Awaitable[T]]) -> T:
        """Do what needs a disk until it is done: nothing recorded is given up for a full one."""
        while True:
            try:
                return await read()
            except OSError as error:
                logger.warning("files of a take not read yet", error=str(error))
                await asyncio.sleep(TAKE_OVER_EVERY_S)

    def _start(self, work: Coroutine[Any, Any, None], among: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(work)
        among.add(task)
        task.add_done_callback(among.discard)
        task.add_done_callback(_log_failure)


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        logger.error("take not stored", error=repr(error))


def _begin(take: Take) -> float:
    """Return the `time.monotonic()` of a take's beginning, a moment ago: files and markers are
    counted from there."""
    ago = (datetime.now(UTC) - take.started_at).total_seconds()
    return time.monotonic() - min(max(0.0, ago), LATEST_BEGIN_S)
