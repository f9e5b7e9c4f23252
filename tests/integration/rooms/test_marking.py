"""Takes get names, and their moments get markers."""

from collections.abc import Callable

import pytest

from services.rooms.room.context import RoomContext
from services.rooms.takes import store
from shared.ids import new_id
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.scenes import on_stage
from tests.integration.rooms.visitor import Gateway, Visitor

Cameras = Callable[[Visitor], Camera]


async def test_moments_of_a_take_are_marked_by_who_decides(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, context: RoomContext
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    director = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    assert (await director.asks("mark", text="Too early"))["code"] == "no_take_running"
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await director.sees(lambda s: s["take"] and s["take"]["phase"] == "recording")
    assert (await actor.asks("mark", text="Mine"))["code"] == "not_yours"
    await host.says("mark", text="")
    await host.goes_on()
    await director.says("mark", text=" The  turn ")
    await director.goes_on()
    await host.says("stop_take")
    await host.sees(lambda s: not s["take"] or s["take"]["phase"] == "storing")
    assert (await director.asks("mark", text="Too late"))["code"] == "no_take_running"
    async with context.database.tenant(audition.agency_id) as tx:
        rows = await tx.fetch("SELECT text, name, at_ms FROM marker ORDER BY at_ms")
    assert [(row["text"], row["name"]) for row in rows] == [("", "Vera"), ("The turn", "Olga")]


async def test_markers_of_a_take_are_bounded(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_MARKERS", 1)
    host, _ = await on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.says("mark", text="One")
    assert (await host.asks("mark", text="Two"))["code"] == "enough_markers"


async def test_a_take_is_named_while_it_runs_and_afterwards(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    take = (await host.sees(lambda s: s["take"] is not None))["take"]["id"]
    await host.says("name_take", take_id=take, name="Angry")
    await actor.sees(lambda s: s["take"]["name"] == "Angry")
    await host.says("stop_take")
    await host.sees(lambda s: s["takes"] and s["takes"][0]["name"] == "Angry")
    for name in ("Calm", "Calm"):
        await host.says("name_take", take_id=take, name=name)
    await host.sees(lambda s: s["takes"] and s["takes"][0]["name"] == "Calm")


async def test_a_take_of_nowhere_is_not_named(gateway: Gateway, audition: AuditionSession) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    refused = await host.asks("name_take", take_id=str(new_id()), name="Angry")
    assert refused["code"] == "take_unknown"
