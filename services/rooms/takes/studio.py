"""A node's studio: opens the recordings of a take, closes them, and sees that they are kept."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import msgspec

from services.rooms.refusals import RecorderUnwell
from services.rooms.takes.keeper import Keeper
from services.rooms.takes.model import Manifest, Part, Span, Take
from services.rooms.takes.recorder import Recorder, Recording, RecordingFailed
from services.rooms.takes.salvage import mended, salvaged
from services.rooms.takes.spool import Spool
from shared import log

LEAST_FREE = 1024**3
"""Bytes that have to be free in the spool for a take to begin."""
TAKE_OVER_EVERY_S = 5.0

logger = log.get(__name__)


class Running(msgspec.Struct):
    """A take that is being recorded; `sinks` by who."""

    take: Take
    parts: dict[str, Part]
    sinks: dict[str, Recording]

    @property
    def failure(self) -> str | None:
        """Say what went wrong with somebody's recording."""
        return next((sink.failure for sink in self.sinks.values() if sink.failure), None)


class Studio:
    """`run` it beside the rooms; it must outlive them."""

    def __init__(self, recorder: Recorder, spool: Spool, keeper: Keeper) -> None:
        self._recorder = recorder
        self._spool = spool
        self._keeper = keeper
        self._works: set[asyncio.Task[None]] = set()
        self._unwell: str | None = "The recorder has not started yet."

    @property
    def problem(self) -> str | None:
        """Say why no take can begin just now; None when one can."""
        if self._spool.free_bytes() < LEAST_FREE:
            return "The recorder's disk is full."
        return self._unwell

    async def open(self, take: Take, parts: list[Part]) -> Running:
        """Open everybody's file of a take.

        Raises:
            RecorderUnwell: the recorder could not.
        """
        folder = self._spool.folder(take.id)
        self._spool.write(Manifest(take=take, parts=tuple(parts)))
        opening = [self._recorder.open(part.id.hex, folder / part.file) for part in parts]
        opened = await asyncio.gather(*opening, return_exceptions=True)
        sinks = {p.who: s for p, s in zip(parts, opened, strict=True) if isinstance(s, Recording)}
        running = Running(take, {part.who: part for part in parts}, sinks)
        if len(sinks) < len(parts):
            await self.discard(running)
            raise RecorderUnwell
        return running

    async def discard(self, running: Running) -> None:
        """Drop a take that did not come about."""
        for sink in running.sinks.values():
            with contextlib.suppress(RecordingFailed):
                await self._recorder.close(sink)
        self._spool.forget(running.take.id)

    def finish(self, running: Running, turned: Callable[[], None]) -> None:
        """Close a take now, and keep it; `turned` is called when that is done."""
        self._start(self._finish(running, datetime.now(UTC), turned))

    async def run(self) -> None:
        """See, for ever, that the recorder runs, and keep takes that dead nodes here left."""
        while True:
            if self._unwell:
                await self._start_recorder()
            for manifest in await asyncio.to_thread(self._spool.take_over):
                self._start(self._salvage(manifest))
            await asyncio.sleep(TAKE_OVER_EVERY_S)

    async def settle(self, patience_s: float) -> None:
        """Wait for what is being kept, after `run`; what is not by then stays for the next node."""
        if self._works:
            await asyncio.wait(self._works, timeout=patience_s)
        for work in self._works:
            work.cancel()
        await self._recorder.stop()
        self._spool.close()

    async def _start_recorder(self) -> None:
        try:
            await self._recorder.start()
        except (OSError, RuntimeError) as error:
            logger.warning("recorder not started", error=repr(error))
            await self._recorder.stop()
            self._unwell = "The recorder does not start."
        else:
            self._unwell = None

    async def _finish(
        self, running: Running, stopped_at: datetime, turned: Callable[[], None]
    ) -> None:
        closing = [self._closed(running, part) for part in running.parts.values()]
        manifest = Manifest(
            take=running.take, parts=tuple(await asyncio.gather(*closing)), stopped_at=stopped_at
        )
        self._spool.write(manifest)
        await self._keeper.keep(manifest)
        turned()

    async def _closed(self, running: Running, part: Part) -> Part:
        try:
            recorded = await self._recorder.close(running.sinks[part.who])
        except RecordingFailed as error:
            logger.warning("recording not closed", recording=part.id.hex, error=str(error))
            return await mended(self._spool, running.take, part)
        return msgspec.structs.replace(
            part,
            duration_ms=recorded.duration_ms,
            width=recorded.width,
            height=recorded.height,
            bytes=recorded.bytes,
            gaps=tuple(Span(gap.kind, gap.start_ms, gap.end_ms) for gap in recorded.gaps),
        )

    async def _salvage(self, left: Manifest) -> None:
        logger.info("take of a dead node taken over", take=left.take.id.hex)
        await self._keeper.keep(await salvaged(self._spool, left))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._works.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._works.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("a take was not kept", error=repr(error))
