"""Brings a take that has stopped into the object store, however long that takes."""

import asyncio
import contextlib
import time
from collections.abc import Mapping
from datetime import datetime

import asyncpg
from obstore.exceptions import BaseError

from services.rooms import metrics
from services.rooms.takes.model import Manifest, ParticipantRecording, Take, object_key
from services.rooms.takes.recording.spool import Spool
from services.rooms.takes.storage import leases, store
from shared import log
from shared.disk_space import is_full
from shared.ids import AgencyId, TakeId
from shared.objects import Objects
from shared.tenancy import AgencyNotFound, Database, DatabaseBusy

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
NOTHING = "Nothing could be recorded."
WITHDRAWN = "Nothing was kept, for nobody in it agrees any more."
FULL = "It waits to be stored: there is no room on the disk. Nothing is lost."
AWAY = "It waits to be stored: what keeps it does not answer. Nothing is lost."

TRANSIENT = (
    OSError,
    BaseError,
    DatabaseBusy,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
)

logger = log.get(__name__)


class TakeUploader:
    """One node's keeper. A take stays in the spool until it is kept."""

    def __init__(self, database: Database, objects: Objects, spool: Spool) -> None:
        self._database = database
        self._objects = objects
        self._spool = spool
        self.waits: dict[TakeId, str] = {}
        """Why a take could not be kept yet."""

    async def keep(self, manifest: Manifest) -> None:
        """Keep a stopped take; what goes wrong is tried again, with growing pauses."""
        began, pause = time.monotonic(), FIRST_PAUSE_S
        while not await self._tried(manifest):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)
        self.waits.pop(manifest.take.id, None)
        self._spool.forget(manifest.take.id)
        await self._release(manifest.take)
        metrics.STORED.observe(time.monotonic() - began)

    async def hold(self, takes: Mapping[TakeId, AgencyId]) -> None:
        """Say that these takes are still here; give up those that are nowhere any more."""
        try:
            await leases.say(self._database, takes)
            await leases.give_up_lost(self._database)
        except TRANSIENT as error:
            logger.warning("custody not said", error=str(error))

    async def _release(self, take: Take) -> None:
        try:
            await leases.release(self._database, take.id)
        except TRANSIENT as error:
            logger.warning("take not let go", take=take.id.hex, error=str(error))

    async def _tried(self, manifest: Manifest) -> bool:
        try:
            await self._keep(manifest)
        except AgencyNotFound:
            logger.warning("take of no agency dropped", take=manifest.take.id.hex)
        except TRANSIENT as error:
            logger.warning("take not kept yet", take=manifest.take.id.hex, error=str(error))
            await self._wait(manifest.take, error)
            return False
        except Exception as error:
            logger.exception("take not kept yet", take=manifest.take.id.hex)
            await self._wait(manifest.take, error)
            return False
        return True

    async def _wait(self, take: Take, error: Exception) -> None:
        """Say in the room, and where it can be written down, why a take waits."""
        self.waits[take.id] = FULL if is_full(error) else AWAY
        with contextlib.suppress(*TRANSIENT):
            async with self._database.tenant(take.agency_id) as tx:
                await store.waits(tx, take.id, self.waits[take.id])

    async def _keep(self, manifest: Manifest) -> None:
        take, stopped_at = manifest.take, manifest.stopped_at or manifest.take.started_at
        async with self._database.tenant(take.agency_id) as tx:
            wanted = await store.storing(tx, take.id, stopped_at, manifest.ended_because)
            kept = manifest.kept_without(await store.withdrawn(tx, take, stopped_at))
            if wanted and not kept:
                await store.failed(tx, take.id, WITHDRAWN if manifest.kept else NOTHING)
        if wanted and kept:
            await self._put(take, kept)
            await self._recorded(take, kept, stopped_at)
        metrics.TAKES.labels(outcome="recorded" if kept else "failed").inc()

    async def _put(self, take: Take, parts: tuple[ParticipantRecording, ...]) -> None:
        folder = self._spool.folder(take.id)
        for part in parts:
            key = object_key(take.agency_id, take.id, part.file)
            await self._objects.put(key, folder / part.file)

    async def _recorded(
        self, take: Take, parts: tuple[ParticipantRecording, ...], stopped_at: datetime
    ) -> None:
        length_ms = int((stopped_at - take.started_at).total_seconds() * 1000)
        async with self._database.tenant(take.agency_id) as tx:
            await store.recorded(tx, take, parts, length_ms)
