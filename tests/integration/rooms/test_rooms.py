"""Several rooms of one session: apart from each other, with takes numbered together."""

from collections.abc import Callable

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor


async def test_the_rooms_of_a_session_do_not_see_each_other(
    gateway: Gateway, audition: AuditionSession
) -> None:
    first = await gateway.visit(audition.on_stage("host", "Vera"))
    second = await gateway.visit(audition.on_stage("runner", "Petr", room=2))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1, room=2))
    assert (await second.sees(lambda s: len(s["lobby"]) == 1))["room"] == 2
    assert (await first.asks("bring_in", who=[actor.who]))["code"] == "nobody_there"
    await second.says("chat", text="Next door")
    await second.hears("chat")
    await first.goes_on()
    assert not [m for m in first.received if m["type"] == "chat"]
    assert (first.state["room"], first.state["lobby"]) == (1, [])


async def test_two_rooms_record_at_once_and_count_together(
    gateway: Gateway, audition: AuditionSession, cameras: Callable[[Visitor], Camera]
) -> None:
    hosts = [
        await gateway.visit(audition.on_stage("host", "Vera")),
        await gateway.visit(audition.on_stage("runner", "Petr", room=2)),
    ]
    for number, host in enumerate(hosts, 1):
        await cameras(host).publishes()
        await host.says("consent", agreed=True, statement="recording-2026-11")
        await host.sees(lambda s: s["recorder"] == "ok")
        await host.says("start_take", role_id=str(audition.role_id), scene="4")
        state = await host.sees(lambda s: s["take"] is not None)
        assert state["take"]["number"] == number
    for number, host in enumerate(hosts, 1):
        await host.says("stop_take")
        state = await host.sees(lambda s: s["take"] is None and s["takes"])
        assert [take["number"] for take in state["takes"]] == [number]
