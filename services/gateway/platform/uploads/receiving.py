"""Brings the bytes of one request into the object store, a part at a time.

What is acknowledged is stored and written down: `received` in the database is where the last
stored part ends. No transaction is open while bytes come or go. A part is 4 MiB; it is shorter
where a request ends, breaks or is slow, so that little is held in memory and little is sent twice.
While one part is stored the next is read, as far as a process has room for that.
"""

import asyncio
import hashlib
import time
from contextlib import suppress

from services.gateway.platform import jobs
from services.gateway.platform.uploads import parts, store
from services.gateway.platform.uploads.model import (
    ASSEMBLE,
    KEPT_FOR,
    MOST_PARTS,
    PART,
    Part,
    TooManyParts,
    Turn,
    Upload,
    UploadPayload,
    folder_of,
)
from services.gateway.web.uploads.body import Body, Broken
from services.gateway.web.uploads.errors import (
    ChecksumMismatch,
    OffsetMismatch,
    Stalled,
    TooLong,
)
from services.gateway.web.uploads.headers import ALGORITHMS, Checksum
from shared.background_tasks import cancel_and_wait
from shared.ids import AgencyId
from shared.objects import Objects
from shared.tenancy import Database

TICK_S = 5.0
"""Bytes wait no longer to be stored, and a turn that bytes come for is kept so often."""
AT_ONCE = 48
AHEAD = 6
WRITE_S = 1.0
IDLE_TICKS = 4
"""After so many ticks without bytes a request is over."""


class Gate:
    """What one process takes at a time: requests, and parts that are stored while another is read.

    Each holds at most `PART` bytes and a chunk.
    """

    def __init__(self) -> None:
        self.requests = asyncio.Semaphore(AT_ONCE)
        self.ahead = asyncio.Semaphore(AHEAD)


class Transfer:
    """One request that has the turn to go on with an upload.

    Parts are stored as they come and written down, which acknowledges them, once in a second and
    at the end; with a checksum only then, or dropped.
    """

    def __init__(
        self,
        gate: Gate,
        database: Database,
        objects: Objects,
        agency: AgencyId,
        upload: Upload,
        turn: Turn,
        checksum: Checksum | None = None,
    ) -> None:
        self._gate = gate
        self._database = database
        self._objects = objects
        self._agency = agency
        self._upload = upload
        self._writer = turn.writer
        self._parts = turn.parts
        self._checksum = checksum
        self._sum = ALGORITHMS[checksum.algorithm]() if checksum else None
        self._buffer = bytearray()
        self._begun = 0.0
        self._stored = upload.received
        self._storing: asyncio.Task[None] | None = None
        self._unwritten: list[Part] = []
        self._written_at = 0.0

    async def take(self, body: Body) -> int:
        """Store a body, and return where the upload ends now.

        Raises:
            TooLong, TooManyParts, ChecksumMismatch, Stalled
            OffsetMismatch: the turn was lost, or the upload taken back.
            Broken: the connection ended; what had come is kept, unless it has a checksum.
        """
        try:
            await self._take(body)
        except (TooLong, TooManyParts, ChecksumMismatch, OffsetMismatch):
            await self._drop()
            raise
        finally:
            if self._storing:
                await cancel_and_wait(self._storing)
        return self._stored

    async def release(self) -> None:
        """Give the turn back."""
        async with self._database.tenant(self._agency) as tx:
            await parts.release(tx, self._upload.id, self._writer)

    async def _take(self, body: Body) -> None:
        try:
            await self._read(body)
        except (Broken, Stalled):
            await (self._drop() if self._checksum else self._flush())
            raise
        await self._store()
        await self._settle()
        if self._checksum and self._sum and self._sum.digest() != self._checksum.digest:
            raise ChecksumMismatch
        await self._write_down()

    async def _read(self, body: Body) -> None:
        idle = 0
        while (chunk := await body.chunk(TICK_S)) is not None:
            idle = 0 if chunk else idle + 1
            if idle >= IDLE_TICKS:
                raise Stalled
            self._add(chunk)
            if idle == 1 and not self._checksum:
                await self._flush()
            elif self._is_due():
                await self._store()

    def _add(self, chunk: bytes) -> None:
        if self._stored + len(self._buffer) + len(chunk) > self._upload.length:
            raise TooLong
        if chunk and not self._buffer:
            self._begun = time.monotonic()
        self._buffer += chunk

    def _is_due(self) -> bool:
        if not self._buffer:
            return False
        return len(self._buffer) >= PART or time.monotonic() - self._begun >= TICK_S

    async def _flush(self) -> None:
        """Acknowledge all that has come."""
        await self._store()
        await self._settle()
        await self._write_down()

    async def _store(self) -> None:
        """Begin to store what has come, after the part before it; wait for it where the process
        has no room to read ahead."""
        await self._settle()
        if not self._buffer:
            return
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise TooManyParts
        content, self._buffer = self._buffer, bytearray()
        start, self._stored = self._stored, self._stored + len(content)
        if self._gate.ahead.locked():
            await self._put(start, content)
        else:
            self._storing = asyncio.create_task(self._put_ahead(start, content))

    async def _settle(self) -> None:
        """Wait for the part that is on its way."""
        storing, self._storing = self._storing, None
        if storing:
            await storing

    async def _put_ahead(self, start: int, content: bytearray) -> None:
        async with self._gate.ahead:
            await self._put(start, content)

    async def _put(self, start: int, content: bytearray) -> None:
        """Put bytes into an object, and see that the turn is kept."""
        key = f"{folder_of(self._agency, self._upload.id)}/{start:015}-{self._writer.hex}"
        digest = await asyncio.to_thread(self._digest, content)
        await self._objects.put_part(key, content)
        self._unwritten.append(Part(start, len(content), key, digest))
        if time.monotonic() - self._written_at >= WRITE_S:
            await (self._renew() if self._checksum else self._write_down())

    def _digest(self, content: bytearray) -> bytes:
        if self._sum:
            self._sum.update(content)
        return hashlib.sha256(content).digest()

    async def _renew(self) -> None:
        self._written_at = time.monotonic()
        async with self._database.tenant(self._agency) as tx:
            if not await parts.renew(tx, self._upload.id, self._writer):
                raise OffsetMismatch

    async def _write_down(self) -> None:
        """Acknowledge what is stored. A part that is not acknowledged for sure stays in the folder,
        which goes as a whole."""
        self._written_at = time.monotonic()
        async with self._database.tenant(self._agency) as tx:
            for part in self._unwritten:
                if not await parts.add(tx, self._upload.id, self._writer, part, KEPT_FOR):
                    raise OffsetMismatch
                if part.start + part.size == self._upload.length:
                    await store.move(tx, self._upload.id, "created", "received")
                    payload = UploadPayload(self._upload.id, self._upload.purpose)
                    await jobs.enqueue(tx, ASSEMBLE, payload)
        self._unwritten = []

    async def _drop(self) -> None:
        """Delete what is stored and was not acknowledged."""
        with suppress(OffsetMismatch):
            await self._settle()
        for part in self._unwritten:
            await self._objects.delete(part.object_key)
