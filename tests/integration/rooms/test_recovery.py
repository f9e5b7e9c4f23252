"""A node that is killed in the middle of a take: the take is kept all the same."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from services.rooms.settings import Settings
from services.rooms.takes.storage import leases
from shared import tenancy
from shared.ids import TakeId, new_id
from shared.runtime.child_signals import send_signal
from tests.eventually import eventually
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.process import running
from tests.integration.rooms.visitor import Gateway, Visitor
from tests.unit.rooms_media.films import Film

Cameras = Callable[[Visitor], Camera]


async def taping(gateway: Gateway, audition: AuditionSession, cameras: Cameras) -> Visitor:
    """Return the host of a take that runs for some seconds already."""
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    await cameras(host).publishes()
    await host.sees(lambda s: s["recorder"] == "ok")
    await host.says("consent", agreed=True, statement="recording-2026-11")
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda s: bool(s["take"]))
    watcher = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    seeing = cameras(watcher)
    await seeing.subscribes()
    await seeing.sees_and_hears(frames=75)
    return host


@pytest.mark.parametrize("recorder_too", [False, True])
async def test_a_take_outlives_its_node(
    settings: Settings, audition: AuditionSession, cameras: Cameras, *, recorder_too: bool
) -> None:
    """Little is lost, also when the recorder dies in the same moment: a second where the machine
    keeps up (`tests/bench/takes.py`)."""
    async with Gateway(audition.redis_url) as gateway, running(settings, "serve") as first:
        await taping(gateway, audition, cameras)
        pids = [first.pid, *(children(first.pid) if recorder_too else [])]
        length_s = time.time() - (await stored(audition))["started_at"].timestamp()
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        await first.wait()
    async with running(settings, "serve"):
        take = await eventually(lambda: stored(audition), lambda take: take["phase"] == "recorded")
    folder = Path(urlsplit(settings.object_store_url).path)
    seen = Film.read(folder / take["object_key"])
    assert seen.errors == 0
    assert length_s - min(seen.pictures[-1], seen.sounds[-1]) < 3
    assert seen.duration == pytest.approx(take["duration_ms"] / 1000, abs=0.01)
    assert left_in(settings) == []


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert found
    return [int(child) for child in found]


async def test_a_take_whose_machine_is_gone_is_given_up_and_stored_if_it_comes_back(
    settings: Settings, audition: AuditionSession, cameras: Cameras, tmp_path: Path
) -> None:
    elsewhere = msgspec.structs.replace(settings, recording_dir=str(tmp_path / "elsewhere"))
    async with Gateway(audition.redis_url) as gateway, running(settings, "serve") as first:
        await taping(gateway, audition, cameras)
        send_signal(first, signal.SIGKILL)
        await first.wait()
    await unseen_for(audition, leases.LOST_AFTER_S + 1)
    async with running(elsewhere, "serve"):
        take = await eventually(lambda: stored(audition), lambda take: take["phase"] == "failed")
    assert take["failure"] == leases.WORDS
    async with running(settings, "serve"):
        take = await eventually(lambda: stored(audition), lambda take: take["phase"] == "recorded")
        await eventually(lambda: taped(audition), lambda count: count == 0)
    assert take["failure"] is None


async def test_a_take_is_not_given_up_while_a_node_says_that_it_has_it(
    audition: AuditionSession,
) -> None:
    takes = {TakeId(new_id()): audition.agency_id}
    database = await tenancy.connect(audition.rooms_url, "rooms", size=1)
    left = []
    for said_again in (True, False):
        await leases.renew(database, takes)
        await unseen_for(audition, leases.LOST_AFTER_S + 1)
        if said_again:
            await leases.renew(database, takes)
        await leases.expire(database)
        left.append(await taped(audition))
    await database.close()
    assert left == [1, 0]


async def unseen_for(audition: AuditionSession, seconds: float) -> None:
    """As if no node had said for so long that it has the take."""
    database = await tenancy.connect(audition.rooms_url, "rooms", size=1)
    async with database.platform() as tx:
        await tx.execute(
            "UPDATE platform.recording_lease SET seen_at = now() - make_interval(secs => $1)",
            seconds,
        )
    await database.close()


async def taped(audition: AuditionSession) -> int:
    """Count the takes that some node should have."""
    database = await tenancy.connect(audition.rooms_url, "rooms", size=1)
    async with database.platform() as tx:
        count: int = await tx.fetchval("SELECT count(*) FROM platform.recording_lease")
    await database.close()
    return count


def left_in(settings: Settings) -> list[Path]:
    return list(Path(settings.recording_dir).glob("*/*/*"))


async def stored(audition: AuditionSession) -> dict[str, Any]:
    database = await tenancy.connect(audition.rooms_url, "rooms", size=1)
    async with database.tenant(audition.agency_id) as tx:
        row = await tx.fetchrow(
            """SELECT phase, failure, take.started_at, object_key, duration_ms
            FROM take JOIN recording ON take_id = take.id"""
        )
    await database.close()
    return dict(row or {"phase": None})
