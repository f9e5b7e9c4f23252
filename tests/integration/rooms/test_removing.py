"""Who was removed stays out of all rooms of the session, until let in."""

from collections.abc import Callable

from services.rooms.room.context import RoomContext
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.scenes import on_stage
from tests.integration.rooms.visitor import Gateway, Visitor


async def test_the_removed_are_out_until_let_in(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    ticket = audition.on_stage("actor", "Nina", waits=1)
    actor = await gateway.visit(ticket)
    await host.says("remove", who=actor.who)
    end = await actor.ends()
    assert end.code == 4403
    assert end.reason.startswith("The host has removed you")
    state = await host.sees(lambda s: bool(s["removed"]))
    assert (state["removed"], state["lobby"]) == ([{"who": actor.who, "name": "Nina"}], [])
    again = await gateway.knock(ticket)
    assert (await again.ends()).code == 4403
    assert [message["type"] for message in again.received] == ["over"]
    await host.says("let_in", who=actor.who)
    await host.sees(lambda s: s["removed"] == [])
    await gateway.visit(ticket)


async def test_they_are_out_of_every_room_at_once(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    watcher = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    private = await gateway.visit(audition.in_back_room("decision_maker", "Olga"))
    next_door = await gateway.visit(audition.on_stage("decision_maker", "Olga", room=2))
    await host.says("remove", who=watcher.who)
    for visitor in (watcher, private, next_door):
        assert (await visitor.ends()).code == 4403
    for ticket in (private.ticket, next_door.ticket):
        assert (await (await gateway.knock(ticket)).ends()).code == 4403


async def test_another_host_sees_and_lifts_it_in_another_room(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    runner = await gateway.visit(audition.on_stage("runner", "Petr", room=2))
    await host.says("remove", who=actor.who)
    await runner.sees(lambda s: bool(s["removed"]))
    await runner.says("let_in", who=actor.who)
    await host.sees(lambda s: s["removed"] == [])


async def test_hosts_are_not_removed_and_the_removed_cannot_be_again(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    runner = await gateway.visit(audition.on_stage("runner", "Petr"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    assert (await runner.asks("remove", who=host.who))["code"] == "not_yours"
    assert (await host.asks("let_in", who=actor.who))["code"] == "nobody_there"
    await host.says("remove", who=actor.who)
    assert (await host.asks("remove", who=actor.who))["code"] == "nobody_there"


async def test_a_removal_is_kept_and_told_as_a_fact(
    gateway: Gateway, audition: AuditionSession, context: RoomContext
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("remove", who=actor.who)
    await host.says("let_in", who=actor.who)
    await host.goes_on()
    async with context.database.tenant(audition.agency_id) as tx:
        row = await tx.fetchrow("SELECT who, removed_by, let_in_by FROM removal")
    assert row is not None
    assert tuple(row.values()) == (actor.who, host.who, host.who)
    async with context.database.platform() as tx:
        body = await tx.fetchval(
            "SELECT body FROM platform.outbox WHERE type = 'people.removed.v1'"
        )
    assert actor.who in body
    assert host.who in body


async def test_a_take_goes_on_without_the_removed(
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Callable[[Visitor], Camera],
    context: RoomContext,
) -> None:
    host, actor = await on_stage(gateway, audition, cameras)
    await host.says("start_take", role_id=str(audition.role_id), scene="4")
    await host.sees(lambda s: s["take"] is not None)
    await host.hears("quality")
    await host.says("remove", who=actor.who)
    state = await host.sees(lambda s: len(s["on_stage"]) == 1)
    assert state["take"]["phase"] == "recording"
    await host.says("stop_take")
    await host.sees(lambda s: [t["phase"] for t in s["takes"]] == ["recorded"])
    async with context.database.tenant(audition.agency_id) as tx:
        names = await tx.fetch("SELECT name FROM recording ORDER BY name")
    assert [row["name"] for row in names] == ["Nina", "Vera"]
