"""Post-processes takes, one at a time, as long as it runs. Several workers share the queue."""

import asyncio
import contextlib
import shutil
import time
from collections.abc import Awaitable
from pathlib import Path

import asyncpg

from services.rooms import metrics
from services.rooms.takes.postprocess import queue, store
from services.rooms.takes.postprocess.job import process_take
from services.rooms.takes.postprocess.queue import RENEW_EVERY_S, Claim
from services.rooms.takes.storage import store as storage
from shared import log
from shared.background_tasks import within
from shared.disk_space import is_full
from shared.events.rooms import TakeRecorded
from shared.ids import new_id
from shared.objects import Objects
from shared.tenancy import AgencyNotFound, Connection, Database

TRIES = 3
POLL_EVERY_S = 2.0
GIVE_BACK_WITHIN_S = 2.0
AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
LEAST_FREE = 256 << 20
"""Bytes that have to be free for a take to be put together."""

logger = log.get(__name__)


class ClaimLost(Exception):
    """Another worker has this take by now."""


class PostProcessor:
    """One worker. `take_recorded` is its handler of `TakeRecorded`, `run` its endless work."""

    def __init__(self, database: Database, objects: Objects, workspaces: Path) -> None:
        """Work in a folder below `workspaces`."""
        self._database = database
        self._objects = objects
        self._workspaces = workspaces
        self._worker = new_id().hex
        self._called = asyncio.Event()

    async def take_recorded(self, tx: Connection, event: TakeRecorded) -> None:
        """Put a recorded take into the queue, and poll it soon."""
        await queue.add(tx, event)
        asyncio.get_running_loop().call_later(0.05, self._called.set)

    async def run(self) -> None:
        """Process what is in the queue, for ever."""
        while True:
            try:
                claim = None if self._lacks_room() else await self._claim()
                if claim:
                    await self._work(claim)
                    continue
            except AWAY as error:
                logger.warning("queue not read", error=str(error))
            self._called.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_EVERY_S):
                    await self._called.wait()

    async def stop(self) -> None:
        """Leave unfinished work to others, after `run` was cancelled: at once, or when the claim
        has run out, where the database is away."""
        try:
            await within(GIVE_BACK_WITHIN_S, queue.give_back(self._database, self._worker))
        except AWAY as error:
            logger.warning("claims not given back", error=str(error))

    async def _work(self, claim: Claim) -> None:
        began = time.monotonic()
        try:
            await self._while_claimed(claim, self._process(claim))
        except ClaimLost:
            logger.warning("claim lost", take=claim.take_id.hex)
            return
        except AgencyNotFound:
            logger.warning("take of no agency not processed", take=claim.take_id.hex)
        except Exception as error:
            logger.exception("take not processed", take=claim.take_id.hex, tries=claim.tries)
            if is_full(error) or self._lacks_room():
                await queue.give_back(self._database, self._worker)
                await asyncio.sleep(POLL_EVERY_S)
                return
            if claim.tries < TRIES:
                return
            await self._give_up(claim)
        await queue.done(self._database, claim)
        metrics.POST_PROCESSED.observe(time.monotonic() - began)

    async def _claim(self) -> Claim | None:
        return await queue.claim(self._database, self._worker)

    def _lacks_room(self) -> bool:
        """Whether its disk is so full that a take waits, and is not given up."""
        self._workspaces.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._workspaces).free < LEAST_FREE

    async def _process(self, claim: Claim) -> None:
        async with self._database.tenant(claim.agency_id) as tx:
            take = await store.begin(tx, claim.agency_id, claim.take_id)
        if take:
            await process_take(self._database, self._objects, take, self._workspaces)

    async def _give_up(self, claim: Claim) -> None:
        async with self._database.tenant(claim.agency_id) as tx:
            await storage.failed(tx, claim.take_id, "The composite could not be made.")

    async def _while_claimed(self, claim: Claim, work: Awaitable[None]) -> None:
        """Work as long as the claim can be renewed."""
        working = asyncio.ensure_future(work)
        try:
            while not working.done():
                await asyncio.wait({working}, timeout=RENEW_EVERY_S)
                if not working.done() and not await self._renewed(claim):
                    raise ClaimLost
            await working
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def _renewed(self, claim: Claim) -> bool:
        return await queue.renew(self._database, claim, self._worker)
