"""The finisher, as a process: composite and thumbnail of a recorded take."""

import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import pytest

from services.rooms.jobs import JobDeps
from services.rooms.settings import Settings
from services.rooms.takes import store
from services.rooms.takes.model import ParticipantRecording, Take, TakeRequest, object_key
from services.rooms.takes.postprocess import jobs
from services.rooms.takes.storage import store as storage
from shared import tenancy
from shared.events.rooms import TakeRecorded
from shared.ids import new_id
from shared.jobs import Worker
from shared.objects import Objects
from shared.runtime.child_signals import send_signal
from shared.tenancy import Database
from tests.eventually import eventually
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.films import film
from tests.integration.rooms.process import running

ENCODING_PATIENCE_S = 100
LENGTH_S = 2.0


@pytest.fixture
async def rooms(audition: AuditionSession) -> AsyncIterator[Database]:
    database = await tenancy.connect(audition.rooms_url, "rooms", size=4)
    yield database
    await database.close()


async def recorded(
    rooms: Database,
    audition: AuditionSession,
    settings: Settings,
    tmp_path: Path,
    length_s: float = LENGTH_S,
) -> Take:
    """Return a take of two people whose files are in the object store."""
    order = TakeRequest(
        agency_id=audition.agency_id,
        session_id=audition.session_id,
        production_id=audition.production_id,
        role_id=audition.role_id,
        scene="4",
        started_by="person:1",
        started_at=datetime.now(UTC),
        fence=1,
    )
    parts = [
        ParticipantRecording(
            id=new_id(), who=f"guest:{name}", name=name, duration_ms=int(length_s * 1000)
        )
        for name in ("Nina", "Vera")
    ]
    objects = Objects(settings.object_store_url)
    async with rooms.tenant(audition.agency_id) as tx:
        take = await store.start(tx, order, parts)
        for part in parts:
            path = film(tmp_path / part.file, length_s)
            await objects.put(object_key(audition.agency_id, take.id, part.file), path)
        await storage.storing(tx, take.id, order.started_at + timedelta(seconds=length_s))
        await storage.recorded(tx, take, parts, int(length_s * 1000))
    return take


async def row(rooms: Database, take: Take) -> dict[str, Any]:
    async with rooms.tenant(take.agency_id) as tx:
        found = await tx.fetchrow(
            "SELECT phase, finish_percent, composite_key, thumbnail_key, failure FROM take"
        )
    return dict(found or {})


async def settled(rooms: Database, take: Take) -> dict[str, Any]:
    return await eventually(
        lambda: row(rooms, take),
        lambda found: found["phase"] in ("finished", "failed"),
        ENCODING_PATIENCE_S,
    )


async def test_a_recorded_take_is_finished(
    rooms: Database, audition: AuditionSession, settings: Settings, tmp_path: Path
) -> None:
    async with running(settings, "postprocess"):
        take = await recorded(rooms, audition, settings, tmp_path)
        found = await settled(rooms, take)
    assert (found["phase"], found["finish_percent"]) == ("finished", 100)
    folder = Path(urlsplit(settings.object_store_url).path)
    with av.open(str(folder / found["composite_key"])) as composite:
        assert (composite.streams.video[0].width, composite.streams.video[0].height) == (1280, 360)
        assert composite.duration is not None
        assert abs(composite.duration / av.time_base - LENGTH_S) < 0.3
        assert {s.codec_context.name for s in composite.streams} == {"vp8", "opus"}
    assert (folder / found["thumbnail_key"]).read_bytes()[:2] == b"\xff\xd8"


async def test_a_take_is_finished_though_its_finisher_is_killed_in_the_middle(
    rooms: Database, audition: AuditionSession, settings: Settings, tmp_path: Path
) -> None:
    async with running(settings, "postprocess") as first:
        take = await recorded(rooms, audition, settings, tmp_path, length_s=6)
        await eventually(lambda: row(rooms, take), lambda found: found["finish_percent"] >= 10)
        send_signal(first, signal.SIGKILL)
        await first.wait()
    assert (await row(rooms, take))["phase"] == "finishing"
    assert in_work(settings) != []
    await expire(rooms)
    async with running(settings, "postprocess"):
        found = await settled(rooms, take)
        await eventually(lambda: queued(rooms), lambda count: count == 0)
    assert (found["phase"], found["finish_percent"]) == ("finished", 100)
    folder = Path(urlsplit(settings.object_store_url).path)
    with av.open(str(folder / found["composite_key"])) as composite:
        assert composite.duration is not None
        assert abs(composite.duration / av.time_base - 6) < 0.3
    assert in_work(settings) == []


async def test_who_is_told_to_stop_in_the_middle_gives_the_take_back_at_once(
    rooms: Database, audition: AuditionSession, settings: Settings, tmp_path: Path
) -> None:
    async with running(settings, "postprocess") as first:
        take = await recorded(rooms, audition, settings, tmp_path, length_s=6)
        await eventually(lambda: row(rooms, take), lambda found: found["finish_percent"] >= 10)
        send_signal(first, signal.SIGTERM)
        assert await first.wait() == 0
    assert (await row(rooms, take))["phase"] == "finishing"
    assert in_work(settings) == []
    async with rooms.platform() as tx:
        (job,) = await tx.fetch("SELECT key, status, attempts FROM job WHERE kind = $1", jobs.KIND)
    assert tuple(job) == (str(take.id), "ready", 0), "nobody has to wait until the lease is over"


def in_work(settings: Settings) -> list[Path]:
    return list((Path(settings.recording_dir) / "finishing").glob("*"))


async def queued(rooms: Database) -> int:
    async with rooms.platform() as tx:
        count: int = await tx.fetchval("SELECT count(*) FROM job WHERE kind = $1", jobs.KIND)
    return count


async def test_a_take_that_cannot_be_finished_fails_in_the_end(
    rooms: Database, audition: AuditionSession, settings: Settings, tmp_path: Path
) -> None:
    take = await recorded(rooms, audition, settings, tmp_path)
    await want(rooms, take)
    objects = Objects(settings.object_store_url)
    await objects.put((await keys(rooms, take))[0], b"not a film")
    async with rooms.platform() as tx:
        await tx.execute("UPDATE job SET attempts = $1", len(jobs.DELAYS))
    deps = JobDeps(rooms, objects, tmp_path / "works")
    async with Worker(rooms, deps, jobs.JOBS, slots=1).at_work():
        found = await settled(rooms, take)
    assert found["phase"] == "failed"
    assert found["failure"] == "The composite could not be made."


async def keys(rooms: Database, take: Take) -> list[str]:
    async with rooms.tenant(take.agency_id) as tx:
        return [row["object_key"] for row in await tx.fetch("SELECT object_key FROM recording")]


async def want(rooms: Database, take: Take) -> None:
    event = TakeRecorded(
        agency_id=take.agency_id, session_id=take.session_id, take_id=take.id, duration_ms=1
    )
    async with rooms.platform() as tx:
        await jobs.take_recorded(tx, event)


async def expire(rooms: Database) -> None:
    async with rooms.platform() as tx:
        await tx.execute(
            "UPDATE job SET lease_until = now() - interval '1 s' WHERE status = 'running'"
        )
