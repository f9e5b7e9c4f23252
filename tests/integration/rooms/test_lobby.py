"""Coming in, waiting, being brought in, being sent back, and who sees what of it."""

from collections.abc import Callable

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor


async def test_a_host_is_welcomed_onto_the_stage(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.knock(audition.on_stage("host", "Vera"))
    welcome = await host.hears("welcome")
    assert (welcome["place"], welcome["role"], welcome["slots"]) == ("stage", "host", 10)
    assert welcome["kept"] is False
    state = await host.hears("state")
    assert state["you"] == {
        "where": "stage", "queue": None, "wait_minutes": None, "agreed": None, "muted": False,
        "only_host": True, "seen": False,
    }  # fmt: skip
    assert [p["who"] for p in state["on_stage"]] == [host.who]


async def test_the_queue_is_the_order_of_the_day(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    late = await gateway.visit(audition.on_stage("actor", "Boris", waits=2))
    early = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    assert (await early.sees(lambda s: s["you"]["queue"] == 1))["on_stage"] == []
    await late.sees(lambda s: s["you"]["queue"] == 2 and s["lobby"] == [])
    await host.sees(lambda s: [p["name"] for p in s["lobby"]] == ["Nina", "Boris"])


async def test_an_actor_is_brought_in_and_sent_back(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("bring_in", who=[actor.who])
    state = await actor.sees(lambda s: s["you"]["where"] == "stage")
    assert {p["who"] for p in state["on_stage"]} == {host.who, actor.who}
    assert state["slots"] == [{"who": host.who, "what": "camera"}, *[None] * 9]
    await host.says("send_back", who=[actor.who])
    state = await actor.sees(lambda s: s["you"]["where"] == "lobby")
    assert state["slots"] == [None] * 10


async def test_only_hosts_and_runners_run_the_room(
    gateway: Gateway, audition: AuditionSession
) -> None:
    await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    refused = await actor.asks("bring_in", who=[actor.who])
    assert refused["code"] == "not_yours"


async def test_a_watcher_is_named_to_everyone(gateway: Gateway, audition: AuditionSession) -> None:
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    state = await actor.sees(lambda s: bool(s["watching"]))
    assert state["watching"] == [
        {"who": None, "name": "Olga", "title": "Decision Maker", "muted": None}
    ]


async def test_the_stage_has_six_places(gateway: Gateway, audition: AuditionSession) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actors = [
        await gateway.visit(audition.on_stage("actor", f"Actor {n}", waits=n)) for n in range(1, 7)
    ]
    for actor in actors:
        await host.says("bring_in", who=[actor.who])
    assert (await host.hears("refused"))["code"] == "stage_full"
    assert len((await host.sees(lambda s: len(s["on_stage"]) == 6))["lobby"]) == 1


async def test_media_of_the_lobby_goes_nowhere_until_its_sender_is_on_stage(
    gateway: Gateway, audition: AuditionSession, cameras: Callable[[Visitor], Camera]
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    seeing = cameras(host)
    await seeing.subscribes()
    await cameras(actor).publishes()
    await actor.hears("quality")
    assert seeing.packets == 0
    await host.says("bring_in", who=[actor.who])
    await seeing.sees_and_hears()
