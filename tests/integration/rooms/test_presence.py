"""Coming again, reloading, losing the connection, leaving."""

from collections.abc import Callable

import pytest
from prometheus_client import REGISTRY, generate_latest

from services.rooms.room import presence
from services.rooms.room.context import RoomContext
from tests.eventually import eventually
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor


async def test_the_newest_connection_of_a_person_wins(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    ticket = audition.on_stage("actor", "Nina", waits=1)
    first = await gateway.visit(ticket)
    await host.says("bring_in", who=[first.who])
    await first.sees(lambda s: s["you"]["where"] == "stage")
    second = await gateway.visit(ticket)
    assert (await first.ends()).code == 4409
    await second.sees(lambda s: s["you"]["where"] == "stage")


async def test_a_reload_keeps_the_place_and_is_one_visit(
    gateway: Gateway, audition: AuditionSession, context: RoomContext
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    ticket = audition.on_stage("actor", "Nina", waits=1)
    actor = await gateway.visit(ticket)
    await host.says("bring_in", who=[actor.who])
    await actor.sees(lambda s: s["you"]["where"] == "stage")
    await actor.leaves()
    state = await host.sees(lambda s: not s["on_stage"][1]["connected"])
    assert state["slots"][0] == {"who": actor.who, "what": "camera"}
    again = await gateway.visit(ticket)
    await again.sees(lambda s: s["you"]["where"] == "stage")
    async with context.database.tenant(audition.agency_id) as tx:
        assert await tx.fetchval("SELECT count(*) FROM visit WHERE who = $1", actor.who) == 1


async def test_who_may_not_come_back_leaves_at_once(
    gateway: Gateway, audition: AuditionSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 3600)
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("bring_in", who=[actor.who])
    await host.sees(lambda s: len(s["on_stage"]) == 2)
    await actor.leaves(for_good=True)
    await host.sees(lambda s: len(s["on_stage"]) == 1)


async def test_who_does_not_come_back_leaves(
    gateway: Gateway,
    audition: AuditionSession,
    context: RoomContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.sees(lambda s: len(s["lobby"]) == 1)
    await actor.leaves()
    await host.sees(lambda s: s["lobby"] == [])

    async def ended() -> bool:
        async with context.database.tenant(audition.agency_id) as tx:
            return bool(
                await tx.fetchval(
                    "SELECT ended_at IS NOT NULL FROM visit WHERE who = $1", actor.who
                )
            )

    await eventually(ended, bool)


async def test_coming_in_is_told_as_a_fact(
    gateway: Gateway, audition: AuditionSession, context: RoomContext
) -> None:
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    async with context.database.platform() as tx:
        body = await tx.fetchval("SELECT body FROM platform.outbox WHERE type = 'visits.began.v1'")
    assert actor.who.removeprefix("guest:") in body


async def test_silent_media_shows_while_the_signalling_goes_on(
    gateway: Gateway, audition: AuditionSession, cameras: Callable[[Visitor], Camera]
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    camera = cameras(reader)
    await camera.publishes()
    await host.sees(lambda s: s["on_stage"][1]["connected"])
    await camera.closes()
    await host.sees(lambda s: not s["on_stage"][1]["connected"])
    assert await reader.goes_on()
    await cameras(reader).publishes()
    await host.sees(lambda s: s["on_stage"][1]["connected"])


async def test_metrics_of_a_person_go_with_them(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Callable[[Visitor], Camera],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    await cameras(reader).publishes()
    await reader.hears("quality")
    assert reader.who in generate_latest(REGISTRY).decode()
    await reader.leaves()
    await host.sees(lambda s: len(s["on_stage"]) == 1)
    assert reader.who not in generate_latest(REGISTRY).decode()
