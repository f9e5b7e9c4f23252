"""Nobody is recorded without a host: who goes, who comes back, and what becomes of the take."""

import signal
from collections.abc import Callable
from typing import Any

import pytest

from services.rooms.cluster.node import Node
from services.rooms.room.context import RoomContext
from services.rooms.settings import Settings
from services.rooms.stage.events import CountdownEnded, HostAwaited
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import attendance, countdown
from shared.bus import node_registry
from shared.runtime.child_signals import send_signal
from shared.tickets import room_name
from shared.vocabulary.take_endings import words
from tests.eventually import eventually
from tests.integration.rooms import scenes
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.process import running
from tests.integration.rooms.test_recovery import stored, taping
from tests.integration.rooms.visitor import Gateway, Seen, Visitor

Cameras = Callable[[Visitor], Camera]
AGES_S = 3600.0
"""Longer than any test: what ends then does not end by itself."""


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    return lambda seconds: monkeypatch.setattr(attendance, "PATIENCE_S", seconds)


async def taped(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> tuple[Visitor, Visitor]:
    """Return a host and an actor whose take has pictures."""
    host, actor = await scenes.on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await actor.sees(is_recorded)
    seeing = cameras(actor)
    await seeing.subscribes()
    await seeing.sees_and_hears(frames=30)
    return host, actor


def is_recorded(state: Seen) -> bool:
    return bool(state["take"]) and state["take"]["phase"] == "recording"


def waits(state: Seen) -> bool:
    return is_recorded(state) and state["take"]["ends_at"] is not None


def stage_of(node: Node, visitor: Visitor) -> Stage:
    _, stage = node.dispatcher._rooms[room_name(visitor.ticket)]
    assert isinstance(stage, Stage)
    return stage


async def ended_because(context: RoomContext, audition: AuditionSession) -> list[Any]:
    async with context.database.tenant(audition.agency_id) as tx:
        return [row["ended_because"] for row in await tx.fetch("SELECT ended_because FROM take")]


async def test_a_take_without_a_host_ends_by_itself_and_says_why(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    context: RoomContext,
    patience: Callable[[float], None],
) -> None:
    patience(0.05)
    host, actor = await taped(gateway, audition, cameras)
    await host.leaves()
    await actor.sees(lambda state: state["take"] is None)
    again = await gateway.visit(host.ticket)
    state = await again.sees(lambda s: [t["phase"] for t in s["takes"]] == ["recorded"])
    assert state["takes"][0]["ended"] == words("unattended") != ""
    assert await ended_because(context, audition) == ["unattended"]


async def test_who_stops_a_take_gives_no_other_reason(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, context: RoomContext
) -> None:
    host, _ = await taped(gateway, audition, cameras)
    await host.says("stop_take")
    state = await host.sees(lambda s: [t["phase"] for t in s["takes"]] == ["recorded"])
    assert state["takes"][0]["ended"] == ""
    assert await ended_because(context, audition) == [None]


async def test_a_host_whose_connection_comes_back_finds_the_take_running(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    node: Node,
    patience: Callable[[float], None],
) -> None:
    patience(AGES_S)
    host, actor = await taped(gateway, audition, cameras)
    await host.leaves()
    await actor.sees(waits)
    stage = stage_of(node, host)
    assert stage.unattended is not None
    over = HostAwaited(stage.unattended.number)
    again = await gateway.visit(host.ticket)
    await actor.sees(lambda state: is_recorded(state) and not waits(state))
    stage.inbox.put(over)
    assert await again.goes_on()
    assert is_recorded(again.state)
    await again.leaves()
    await actor.sees(waits)
    stage.inbox.put(over)  # that wait is over; this is another one
    assert await actor.goes_on()
    assert is_recorded(actor.state)


async def test_a_runner_takes_over(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, patience: Callable[[float], None]
) -> None:
    patience(AGES_S)
    host, actor = await taped(gateway, audition, cameras)
    await host.sees(lambda state: bool(state["you"]["only_host"]))
    runner = await gateway.visit(audition.on_stage("runner", "Rina"))
    await host.sees(lambda state: not state["you"]["only_host"])
    await host.leaves()
    await runner.sees(lambda state: bool(state["you"]["only_host"]))
    assert is_recorded(runner.state)
    assert not waits(runner.state)
    await runner.leaves()
    await actor.sees(waits)


async def test_a_reader_and_a_decision_maker_are_no_hosts(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, patience: Callable[[float], None]
) -> None:
    patience(0.05)
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    await reader.says("consent", agreed=True, statement="recording-2026-11")
    await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    host, actor = await scenes.on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await actor.sees(is_recorded)
    await host.leaves()
    await actor.sees(lambda state: state["take"] is None)


async def test_a_countdown_does_not_become_a_take_without_a_host(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Cameras,
    node: Node,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(countdown, "SECOND_S", AGES_S)
    host, actor = await scenes.on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4", countdown=3)
    await actor.sees(lambda state: bool(state["take"]))
    await host.leaves()
    await actor.sees(lambda state: not all(p["connected"] for p in state["on_stage"]))
    stage = stage_of(node, host)
    assert stage.countdown is not None
    stage.inbox.put(CountdownEnded(stage.countdown.number))
    await actor.sees(lambda state: state["take"] is None)
    assert stage.running is None


async def test_a_take_that_was_cut_off_says_so(
    settings: Settings, audition: AuditionSession, cameras: Cameras
) -> None:
    """The host's connection is lost, and before they are back the worker is killed."""
    async with Gateway(audition.redis_url) as gateway, running(settings, "serve") as first:
        host = await taping(gateway, audition, cameras)
        await host.leaves()
        send_signal(first, signal.SIGKILL)
        await first.wait()
        async with running(settings, "serve"):
            await eventually(lambda: stored(audition), lambda take: take["phase"] == "recorded")

            async def elsewhere() -> bool:
                return await node_registry.node_for(gateway.client, room_name(host.ticket)) != (
                    host.node
                )

            await eventually(elsewhere, bool)
            again = await gateway.visit_again(host.ticket)
            state = await again.sees(lambda s: bool(s["takes"]))
            assert state["takes"][0]["ended"] == words("interrupted") != ""
