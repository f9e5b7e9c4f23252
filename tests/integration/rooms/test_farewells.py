"""What people are told when their turn, their stay or the session is over."""

from collections.abc import Callable

import pytest

from services.rooms.room import presence
from tests.integration.rooms import scenes
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor


async def sent_back(gateway: Gateway, audition: AuditionSession) -> tuple[Visitor, Visitor]:
    """Return a host, and an actor who was on stage and is in the lobby again."""
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("bring_in", who=[actor.who])
    await actor.sees(lambda s: s["you"]["where"] == "stage")
    await host.says("send_back", who=[actor.who])
    await actor.sees(lambda s: s["you"]["where"] == "lobby")
    return host, actor


async def test_who_was_seen_is_not_next_and_in_nobodys_way(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host, nina = await sent_back(gateway, audition)
    boris = await gateway.visit(audition.on_stage("actor", "Борис", waits=2))
    state = await nina.sees(lambda s: s["you"]["seen"])
    assert (state["you"]["queue"], state["you"]["wait_minutes"]) == (None, None)
    await boris.sees(lambda s: s["you"]["queue"] == 1 and not s["you"]["seen"])
    await host.sees(
        lambda s: [(p["name"], p["seen"]) for p in s["lobby"]] == [("Борис", False), ("Nina", True)]
    )


async def test_being_seen_outlasts_a_visit_until_they_are_brought_in_anew(
    gateway: Gateway, audition: AuditionSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    host, nina = await sent_back(gateway, audition)
    await nina.leaves()
    await host.sees(lambda s: s["lobby"] == [])
    nina = await gateway.visit(nina.ticket)
    await nina.sees(lambda s: s["you"]["seen"] and s["you"]["queue"] is None)
    await host.says("bring_in", who=[nina.who])
    await nina.sees(lambda s: s["you"]["where"] == "stage" and not s["you"]["seen"])
    await nina.leaves()
    await host.sees(lambda s: len(s["on_stage"]) == 1)
    nina = await gateway.visit(nina.ticket)
    await nina.sees(lambda s: s["you"]["queue"] == 1 and not s["you"]["seen"])


async def test_everyone_knows_whether_a_host_is_there(
    gateway: Gateway, audition: AuditionSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    nina = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    reader = await gateway.visit(audition.on_stage("reader", "Masha"))
    for visitor in (nina, reader):
        await visitor.sees(lambda s: s["host"] == "awaited")
    runner = await gateway.visit(audition.on_stage("runner", "Rina"))
    for visitor in (nina, reader, runner):
        await visitor.sees(lambda s: s["host"] == "here")
    await runner.leaves()
    for visitor in (nina, reader):
        await visitor.sees(lambda s: s["host"] == "left")


async def test_who_is_removed_is_told_so_then_and_at_the_door(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("remove", who=actor.who)
    assert (await actor.hears("over"))["code"] == "removed"
    assert (await actor.ends()).code == 4403
    again = await gateway.knock(actor.ticket)
    assert (await again.hears("over"))["code"] == "removed"
    assert (await again.ends()).code == 4403


async def test_a_host_ends_the_session_for_everyone(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    nina = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    boris = await gateway.visit(audition.on_stage("actor", "Boris", waits=2))
    await host.says("bring_in", who=[nina.who])
    await nina.sees(lambda s: s["you"]["where"] == "stage")
    await host.says("end_session")
    for visitor in (host, nina, boris):
        assert (await visitor.hears("over"))["code"] == "session_ended"
        assert (await visitor.ends()).code == 4403
    again = await gateway.visit_again(nina.ticket)
    await again.sees(lambda s: s["you"]["where"] == "lobby" and s["host"] == "awaited")


async def test_a_session_does_not_end_in_the_middle_of_a_take(
    gateway: Gateway, audition: AuditionSession, cameras: Callable[[Visitor], Camera]
) -> None:
    host, actor = await scenes.on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda s: bool(s["take"]))
    assert (await host.asks("end_session"))["code"] == "take_running"
    assert await actor.goes_on()
