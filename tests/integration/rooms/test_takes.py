"""Takes: what has to be true to start one, and what is there after it has stopped."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import pytest

from services.rooms.room.context import RoomContext
from services.rooms.settings import Settings
from services.rooms.takes import recording_manager
from tests.integration.rooms import scenes
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Seen, Visitor

Cameras = Callable[[Visitor], Camera]


async def on_stage(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> tuple[Visitor, Visitor]:
    """A host and an actor on stage, who agreed to be recorded; the actor sees and hears."""
    host, actor = await scenes.on_stage(gateway, audition, cameras)
    seeing = cameras(actor)
    await seeing.subscribes()
    await seeing.sees_and_hears()
    return host, actor


async def taping(host: Visitor, audition: AuditionSession, cameras: Cameras) -> Camera:
    """Start a take that runs for a second; return what its host sees by."""
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda s: bool(s["take"]))
    seeing = cameras(host)
    await seeing.subscribes()
    await seeing.sees_and_hears(frames=30)
    return seeing


def recorded(state: Seen) -> bool:
    return [take["phase"] for take in state["takes"]] == ["recorded"]


async def test_a_take_is_refused_while_someone_has_not_agreed(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    await actor.says("consent", agreed=False, statement="recording-2026-11")
    refused = await host.asks("start_take", role_id=str(audition.role_id), scene="4")
    assert refused["code"] == "consent_missing"
    assert refused["reason"] == "Nina has not agreed to be recorded."


async def test_a_take_is_recorded_and_stored(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    context: RoomContext,
    settings: Settings,
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene=" 4 ")
    take = (await host.sees(lambda s: bool(s["take"])))["take"]
    assert (take["number"], take["role"], take["scene"], take["phase"]) == (
        1, "Nina", "4", "recording",
    )  # fmt: skip
    seeing = cameras(host)
    await seeing.subscribes()
    await seeing.sees_and_hears(frames=60)
    await host.says("stop_take")
    await host.sees(recorded)
    rows = await recordings(context, audition)
    assert {row["name"] for row in rows} == {"Vera", "Nina"}
    folder = Path(urlsplit(settings.object_store_url).path)
    async with context.database.tenant(audition.agency_id) as tx:
        length = await tx.fetchval("SELECT extract(epoch FROM stopped_at - started_at) FROM take")
    for row in rows:
        assert row["object_key"].startswith(f"{audition.agency_id.hex}/")
        judge(folder / row["object_key"], float(length))


async def recordings(context: RoomContext, audition: AuditionSession) -> list[Any]:
    async with context.database.tenant(audition.agency_id) as tx:
        return await tx.fetch(
            "SELECT name, object_key, duration_ms, gaps FROM recording ORDER BY name"
        )


def judge(path: Path, length: float) -> None:
    """Both tracks decode to the end, and the file is as long as the take."""
    with av.open(str(path)) as film:
        assert film.duration is not None
        assert abs(film.duration / av.time_base - length) < 0.3
        ends = {}
        for stream in (*film.streams.video, *film.streams.audio):
            film.seek(0)
            frames: list[Any] = list(film.decode(stream))
            ends[stream.type] = frames[-1].time
        assert abs(ends["video"] - ends["audio"]) < 1


async def test_takes_are_numbered_by_role_and_scene(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    for scene, number in (("4", 1), ("4", 2), ("5", 1)):
        await host.says("start_take", role_id=str(audition.role_id), scene=scene)
        state = await host.sees(lambda s: s["take"] and s["take"]["phase"] == "recording")
        assert (state["take"]["scene"], state["take"]["number"]) == (scene, number)
        await host.says("stop_take")
        await host.sees(lambda s: s["take"] is None)


async def test_the_stage_is_closed_during_a_take(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    late = await gateway.visit(audition.on_stage("actor", "Boris", waits=2))
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda s: bool(s["take"]))
    assert (await host.asks("bring_in", who=[late.who]))["code"] == "take_running"
    assert (await host.asks("send_back", who=[actor.who]))["code"] == "take_running"
    refused = await host.asks("start_take", role_id=str(audition.role_id), scene="4")
    assert refused["code"] == "take_running"
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    await reader.sees(lambda s: s["you"]["where"] == "watching")
    await host.says("stop_take")
    await reader.sees(lambda s: s["you"]["where"] == "stage")


async def test_taking_back_consent_stops_the_take_and_leaves_no_file_of_who_does(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    context: RoomContext,
    settings: Settings,
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    await taping(host, audition, cameras)
    await actor.says("consent", agreed=False, statement="recording-2026-11")
    await actor.says("consent", agreed=True, statement="recording-2026-11")
    assert (await host.hears("notice"))["code"] == "take_stopped"
    await host.sees(recorded)
    assert [row["name"] for row in await recordings(context, audition)] == ["Vera"]
    assert len(films(settings)) == 1


async def test_nothing_is_kept_when_nobody_agrees_any_more(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    context: RoomContext,
    settings: Settings,
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    await cameras(host).publishes()
    await host.sees(lambda s: s["recorder"] == "ok")
    await host.says("consent", agreed=True, statement="recording-2026-11")
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda s: bool(s["take"]))
    await host.says("consent", agreed=False, statement="recording-2026-11")
    await host.sees(lambda s: [take["phase"] for take in s["takes"]] == ["failed"])
    assert films(settings) == []
    assert spooled(settings) == []


def spooled(settings: Settings) -> list[Path]:
    return list(Path(settings.recording_dir).glob("*/*/*"))


def films(settings: Settings) -> list[Path]:
    return list(Path(urlsplit(settings.object_store_url).path).rglob("*.webm"))


async def test_a_full_disk_refuses_a_take(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    monkeypatch.setattr(recording_manager, "LEAST_FREE", 2**62)
    refused = await host.asks("start_take", role_id=str(audition.role_id), scene="4")
    assert refused["code"] == "recorder_unwell"
    assert "disk is full" in refused["reason"]
    await host.sees(lambda s: "disk is full" in s["recorder"])


async def test_a_killed_recorder_stops_no_take(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, context: RoomContext
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    seeing = await taping(host, audition, cameras)
    os.kill(recorder_pid(), signal.SIGKILL)
    await seeing.sees_and_hears(frames=60)
    await host.sees(lambda s: s["take"]["phase"] == "recording" and s["recorder"] == "ok")
    await host.says("stop_take")
    await host.sees(recorded)
    async with context.database.tenant(audition.agency_id) as tx:
        length_ms = await tx.fetchval(
            "SELECT 1000 * extract(epoch FROM stopped_at - started_at) FROM take"
        )
    for row in await recordings(context, audition):
        assert row["duration_ms"] == pytest.approx(float(length_ms), abs=500)
        assert row["gaps"] == []


def recorder_pid() -> int:
    me = os.getpid()
    children = Path(f"/proc/{me}/task/{me}/children").read_text().split()
    programs = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in children}
    [recorder] = [pid for pid, program in programs.items() if "takes.recording.process" in program]
    return recorder


async def test_a_role_of_another_production_is_unknown(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    refused = await host.asks("start_take", role_id=str(audition.session_id), scene="4")
    assert refused["code"] == "role_unknown"
