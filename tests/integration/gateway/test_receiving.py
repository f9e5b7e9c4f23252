"""The bytes of one request on their way into the object store: what is kept of them, and what ends
a request that is too slow, or comes in too many pieces."""

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.gateway.platform.uploads import parts, store
from services.gateway.platform.uploads.model import MOST_PARTS, Scope, TooManyParts, Turn, Upload
from services.gateway.platform.uploads.receiving import Gate, Transfer
from services.gateway.web.uploads.body import LEAST, WITHIN_S, Body
from services.gateway.web.uploads.errors import Stalled
from shared.ids import AgencyId, new_id
from shared.objects import Objects
from shared.tenancy import Database
from tests.migrated import Founded, databases

CHUNKS = 8
"""So many come while they are waited for `WITHIN_S`: the clock goes on by being looked at."""


class Sending:
    """An upload of one agency, and requests that go on with it."""

    def __init__(self, database: Database, agency: AgencyId, folder: Path) -> None:
        self.database, self.agency, self.folder = database, agency, folder
        self.upload = _upload()

    async def announce(self) -> None:
        scope = Scope("sides", self.agency, self.upload.who, "", None)
        async with self.database.tenant(self.agency) as tx:
            await store.add(tx, self.upload, scope)

    async def transfer(self, parts_before: int = 0) -> Transfer:
        objects, turn = Objects(self.folder.as_uri()), Turn(uuid4(), parts_before)
        async with self.database.tenant(self.agency) as tx:
            assert await parts.claim(tx, self.upload.id, turn.writer)
        return Transfer(Gate(), self.database, objects, self.agency, self.upload, turn)

    async def stored(self) -> bytes:
        """Return what is acknowledged."""
        async with self.database.tenant(self.agency) as tx:
            found = await parts.of_upload(tx, self.upload.id)
        return b"".join([(self.folder / part.object_key).read_bytes() for part in found])


def _upload() -> Upload:
    return Upload(
        id=new_id(), purpose="sides", who="person:1", production_id=None, subject_id=None,
        file_name="sides.pdf", metadata="", length=LEAST * 10, received=0, status="created",
        refusal=None, found=None, object_key=None, expires_at=datetime(2100, 1, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
async def sending(founded: Founded, tmp_path: Path) -> AsyncIterator[Sending]:
    async with databases(founded.url, "gateway") as (database,):
        opened = Sending(database, founded.agency, tmp_path)
        beside = Sending(database, founded.neighbour, tmp_path)
        beside.upload = opened.upload
        await opened.announce()
        await beside.announce()
        yield opened
        assert await beside.stored() == b""


def slow(chunks: Iterable[bytes]) -> Body:
    """Return a body of which `CHUNKS` chunks come while it is waited for `WITHIN_S`."""
    coming, clock = iter(chunks), count()

    async def receive() -> Any:
        content = next(coming, None)
        return {"type": "http.request", "body": content or b"", "more_body": content is not None}

    return Body(receive, lambda: next(clock) * WITHIN_S / CHUNKS)


async def test_who_sends_too_slowly_is_told_so_and_what_came_is_kept(sending: Sending) -> None:
    body = slow(repeat(b"x" * (LEAST // CHUNKS - 1)))
    with pytest.raises(Stalled):
        await (await sending.transfer()).take(body)
    assert await sending.stored() == b"x" * (LEAST - CHUNKS)


async def test_who_becomes_too_slow_is_told_so(sending: Sending) -> None:
    body = slow(chain(repeat(b"x" * LEAST, CHUNKS), repeat(b"x")))
    with pytest.raises(Stalled):
        await (await sending.transfer()).take(body)
    assert len(await sending.stored()) == CHUNKS * (LEAST + 1)


async def test_who_is_just_fast_enough_comes_to_an_end(sending: Sending) -> None:
    chunk = b"x" * (LEAST // CHUNKS)
    end = await (await sending.transfer()).take(slow(repeat(chunk, 5 * CHUNKS)))
    assert len(await sending.stored()) == end == 5 * LEAST


async def test_an_upload_has_so_many_parts_also_within_one_request(sending: Sending) -> None:
    await (await sending.transfer(MOST_PARTS - 1)).take(slow([b"last"]))
    assert await sending.stored() == b"last"


async def test_a_part_too_many_is_refused_and_leaves_nothing(sending: Sending) -> None:
    with pytest.raises(TooManyParts):
        await (await sending.transfer(MOST_PARTS)).take(slow([b"one too many"]))
    assert await sending.stored() == b""
    assert not [each for each in sending.folder.rglob("*") if each.is_file()]
