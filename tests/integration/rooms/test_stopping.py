"""A node that is told to stop sends everyone on, but cuts no take; told twice, it goes at once."""

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis.asyncio as redis

from services.rooms.settings import Settings
from shared.bus import node_registry
from shared.runtime.child_signals import send_signal
from tests.eventually import eventually
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.process import running
from tests.integration.rooms.visitor import Gateway, Visitor

Cameras = Callable[[Visitor], Camera]
CLUSTER = bytes.fromhex("1F43B675")
"""Begins each run of frames in a WebM file (RFC 9559 section 5.1.3)."""


async def recording(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, settings: Settings
) -> Visitor:
    """Return a host in the middle of a take, of which something is on the disk already."""
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    await cameras(host).publishes()
    await host.says("consent", agreed=True, statement="recording-2026-11")
    await host.sees(lambda state: bool(state["recorder"] == "ok"))
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda state: bool(state["take"]))

    async def has_begun() -> bool:
        return has_frames(Path(settings.recording_dir))

    await eventually(has_begun, bool)
    return host


def has_frames(spool: Path) -> bool:
    return any(CLUSTER in path.read_bytes() for path in spool.rglob("*.webm"))


def films(settings: Settings) -> list[Path]:
    return list(Path(urlsplit(settings.object_store_url).path).rglob("*.webm"))


async def gone(process: asyncio.subprocess.Process, client: redis.Redis) -> None:
    """The node has ended well, and nothing in Redis leads to it."""
    async with asyncio.timeout(60):
        assert await process.wait() == 0
    assert await node_registry.fresh_nodes(client) == {}
    assert not await client.keys("room:*")


async def test_everyone_is_sent_on(settings: Settings, audition: AuditionSession) -> None:
    async with Gateway(audition.redis_url) as gateway, running(settings, "serve") as process:
        host = await gateway.visit(audition.on_stage("host", "Vera"))
        send_signal(process, signal.SIGTERM)
        assert (await host.ends()).code == 4503
        await gone(process, gateway.client)


async def test_a_take_is_not_cut(
    settings: Settings, audition: AuditionSession, cameras: Cameras
) -> None:
    async with Gateway(audition.redis_url) as gateway, running(settings, "serve") as process:
        host = await recording(gateway, audition, cameras, settings)
        behind = await gateway.visit(audition.in_back_room("host", "Vera"))
        send_signal(process, signal.SIGTERM)
        assert (await behind.ends()).code == 4503, "a room without a take goes at once"

        async def drains() -> bool:
            nodes = await node_registry.fresh_nodes(gateway.client)
            return nodes[host.node].draining

        await eventually(drains, bool)
        again = await gateway.visit(host.ticket)
        assert again.node == host.node, "who is lost meanwhile comes back to the take"
        late = await gateway.knock(audition.in_back_room("host", "Vera"), node=host.node)
        assert (await late.ends()).code == 4503, "no room is opened any more"
        await again.says("stop_take")
        assert (await again.ends()).code == 4503
        await gone(process, gateway.client)
    assert len(films(settings)) == 1


@pytest.mark.parametrize("signals", [(signal.SIGTERM, signal.SIGTERM), (signal.SIGINT,)])
async def test_who_is_told_twice_goes_at_once_and_stores_the_take(
    settings: Settings,
    audition: AuditionSession,
    cameras: Cameras,
    signals: tuple[signal.Signals, ...],
) -> None:
    async with Gateway(audition.redis_url) as gateway, running(settings, "serve") as process:
        host = await recording(gateway, audition, cameras, settings)
        behind = await gateway.visit(audition.in_back_room("host", "Vera"))
        send_signal(process, signals[0])
        await behind.ends()  # the first one was heard
        send_signal(process, signals[-1])
        assert (await host.ends()).code == 4503
        await gone(process, gateway.client)
    assert len(films(settings)) == 1
