"""Three, two, one: everyone sees it, and what must hold has to hold at its end as well."""

from collections.abc import Callable

import pytest

from services.rooms.stage.takes import countdown
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.scenes import on_stage
from tests.integration.rooms.visitor import Gateway, Visitor

Cameras = Callable[[Visitor], Camera]


async def test_everyone_sees_it_and_then_the_take_runs(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(countdown, "SECOND_S", 0.5)
    host, actor = await on_stage(gateway, audition, cameras)
    take = {"role_id": str(audition.role_id), "scene": "4", "name": " With  tears "}
    await host.says("start_take", **take, countdown=3)
    running = (await actor.sees(lambda s: s["take"] and s["take"]["phase"] == "recording"))["take"]
    shown = next(m["take"] for m in actor.received if m["type"] == "state" and m["take"])
    assert (shown["phase"], shown["id"], shown["number"]) == ("counting", None, None)
    assert (shown["role"], shown["name"]) == ("Nina", "With tears")
    assert shown["starts_at"] is not None
    assert (running["number"], running["name"], running["starts_at"]) == (1, "With tears", None)


async def test_the_stage_is_closed_during_it_and_stopping_cancels_it(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(countdown, "SECOND_S", 100.0)
    host, actor = await on_stage(gateway, audition, cameras)
    take = {"role_id": str(audition.role_id), "scene": "4"}
    await host.says("start_take", **take, countdown=5)
    await host.sees(lambda s: s["take"] is not None)
    assert (await host.asks("send_back", who=[actor.who]))["code"] == "take_running"
    assert (await host.asks("start_take", **take))["code"] == "take_running"
    assert (await host.asks("mark", text="Now"))["code"] == "no_take_running"
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    await reader.sees(lambda s: s["you"]["where"] == "watching")
    await host.says("stop_take")
    await reader.sees(lambda s: s["you"]["where"] == "stage" and s["take"] is None)
    assert (await host.asks("stop_take"))["code"] == "no_take_running"


async def test_who_takes_consent_back_meanwhile_is_not_recorded(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(countdown, "SECOND_S", 0.5)
    host, actor = await on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4", countdown=3)
    await actor.says("consent", agreed=False, statement="recording-2026-11")
    notice = await host.hears("notice")
    assert notice["code"] == "take_not_started"
    assert notice["text"] == "No take: Nina has not agreed to be recorded."
    await host.sees(lambda s: s["take"] is None)


async def test_an_old_countdown_does_not_start_a_new_take(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    take = {"role_id": str(audition.role_id), "scene": "4"}
    await host.says("start_take", **take, countdown=3)
    await host.sees(lambda s: s["take"] is not None)
    await host.says("stop_take")
    await host.sees(lambda s: s["take"] is None)
    await host.says("start_take", **take, countdown=5)
    state = await host.sees(lambda s: s["take"] and s["take"]["phase"] == "recording")
    takes = [m["take"] for m in host.received if m["type"] == "state" and m["take"]]
    counted = [take["starts_at"] for take in takes if take["phase"] == "counting"]
    assert state["take"]["started_at"] >= counted[-1]


async def test_an_unknown_role_is_refused_at_the_start(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, _ = await on_stage(gateway, audition, cameras)
    refused = await host.asks(
        "start_take", role_id=str(audition.session_id), scene="4", countdown=3
    )
    assert refused["code"] == "role_unknown"
