"""Ends connections whose admission is over, in this process.

The database says when to look (`NOTIFY admissions`, sent by triggers in the transaction that ends
one), so it does not matter which process, or which command, did it. Everybody is looked at again
now and then as well: time ends some admissions, and a notification is lost while nobody listens.
"""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from services.gateway.platform.admissions import store
from services.gateway.platform.admissions.model import (
    WITHDRAWN,
    Admission,
    ByLink,
    ByMembership,
    Closure,
)
from shared import log
from shared.ids import AgencyId
from shared.tenancy import AgencyNotFound, Connection, Database

CHANNEL = "admissions"
LOOK_EVERY_S = 30.0
_PAUSE_S = 1.0
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

logger = log.get(__name__)
End: TypeAlias = Callable[[Closure], None]


class Admissions:
    """The admissions of all open connections here. `run` until cancelled."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: defaultdict[Admission, set[End]] = defaultdict(set)
        self._to_look_at: set[Admission] = set()
        self._wake = asyncio.Event()

    @contextlib.contextmanager
    def held(self, admission: Admission, end: End) -> Iterator[None]:
        """Hold a connection open by an admission; `end` is called when that is over.

        It is looked at once more at the beginning, for it may have ended since it was given.
        """
        self._open[admission].add(end)
        self._look_at(admission)
        try:
            yield
        finally:
            self._open[admission].discard(end)
            if not self._open[admission]:
                del self._open[admission]

    async def run(self) -> None:
        """Look for ever; what goes wrong is logged and tried again."""
        while True:
            try:
                async with self._database.pool.acquire() as connection:
                    await self._look_on(connection)
            except _AWAY as error:
                logger.warning("admissions not looked at", error=str(error))
            await asyncio.sleep(_PAUSE_S)

    async def _look_on(self, connection: Connection) -> None:
        """Look whenever this connection says so, as long as it lasts."""
        await connection.add_listener(CHANNEL, self._on_notify)
        try:
            look_at_all = 0.0
            while not connection.is_closed():
                if time.monotonic() >= look_at_all:
                    look_at_all = time.monotonic() + LOOK_EVERY_S
                    self._to_look_at.update(self._open)
                await self._look()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._wake.wait()
        finally:
            with contextlib.suppress(*_AWAY):
                await connection.remove_listener(CHANNEL, self._on_notify)

    def _on_notify(self, _connection: object, _pid: object, _channel: object, about: Any) -> None:
        changed = UUID(about)
        for admission in self._open:
            if changed in admission.about:
                self._look_at(admission)

    def _look_at(self, admission: Admission) -> None:
        self._to_look_at.add(admission)
        self._wake.set()

    async def _look(self) -> None:
        self._wake.clear()
        asked, self._to_look_at = self._to_look_at, set()
        if members := [each for each in asked if isinstance(each, ByMembership)]:
            async with self._database.platform() as tx:
                self._end(await store.of_members(tx, members))
        guests: dict[AgencyId, list[ByLink]] = defaultdict(list)
        for each in asked:
            if isinstance(each, ByLink):
                guests[each.agency].append(each)
        for agency, theirs in guests.items():
            self._end(await self._of_guests(agency, theirs))

    async def _of_guests(self, agency: AgencyId, guests: list[ByLink]) -> Mapping[ByLink, Closure]:
        try:
            async with self._database.tenant(agency) as tx:
                return await store.of_guests(tx, guests)
        except AgencyNotFound:
            return dict.fromkeys(guests, WITHDRAWN)

    def _end(self, ended: Mapping[Any, Closure]) -> None:
        for admission, closure in ended.items():
            for end in list(self._open.get(admission, ())):
                end(closure)
