"""Uploads a stopped take to the object store, however long that takes."""

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
    """Uploads one node's takes. A take stays in the recording folder until it is stored."""

    def __init__(self, database: Database, objects: Objects, spool: Spool) -> None:
        self._database = database
        self._objects = objects
        self._spool = spool
        self.waits: dict[TakeId, str] = {}
        """Why a take could not be stored yet."""

    async def store(self, manifest: Manifest) -> None:
        """Store a stopped take; failures are retried, with growing pauses."""
        began, pause = time.monotonic(), FIRST_PAUSE_S
        while not await self._try(manifest):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)
        self.waits.pop(manifest.take.id, None)
        self._spool.forget(manifest.take.id)
        await self._release(manifest.take)
        metrics.STORED.observe(time.monotonic() - began)

    async def renew_leases(self, takes: Mapping[TakeId, AgencyId]) -> None:
        """Renew these takes' leases; give up takes whose lease has expired."""
        try:
            await leases.renew(self._database, takes)
            await leases.expire(self._database)
        except TRANSIENT as error:
            logger.warning("leases not renewed", error=str(error))

    async def _release(self, take: Take) -> None:
        try:
            await leases.release(self._database, take.id)
        except TRANSIENT as error:
            logger.warning("lease not released", take=take.id.hex, error=str(error))

    async def _try(self, manifest: Manifest) -> bool:
        try:
            await self._store(manifest)
        except AgencyNotFound:
            logger.warning("take of no agency dropped", take=manifest.take.id.hex)
        except TRANSIENT as error:
            logger.warning("take not stored yet", take=manifest.take.id.hex, error=str(error))
            await self._wait(manifest.take, error)
            return False
        except Exception as error:
            logger.exception("take not stored yet", take=manifest.take.id.hex)
            await self._wait(manifest.take, error)
            return False
        return True

    async def _wait(self, take: Take, error: Exception) -> None:
        """Note for the room, and in the database if it answers, why a take waits."""
        self.waits[take.id] = FULL if is_full(error) else AWAY
        with contextlib.suppress(*TRANSIENT):
            async with self._database.tenant(take.agency_id) as tx:
                await store.waits(tx, take.id, self.waits[take.id])

    async def _store(self, manifest: Manifest) -> None:
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
