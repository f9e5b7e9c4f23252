"""Decision-makers are heard on the stage only while they hold it, whatever ends that."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from services.rooms.stage import talkback
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Seen, Visitor

Cameras = Callable[[Visitor], Camera]


class Scene(NamedTuple):
    """A host on stage, a decision-maker who watches and sends, an actor in the lobby."""

    host: Visitor
    director: Visitor
    actor: Visitor


@pytest.fixture
async def scene(gateway: Gateway, audition: AuditionSession, cameras: Cameras) -> Scene:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    director = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await cameras(director).publishes()
    return Scene(host, director, actor)


def speaks(state: Seen) -> bool:
    return [p["name"] for p in state["speakers"]] == ["Olga"]


def silent(state: Seen) -> bool:
    return not state["speakers"]


async def test_the_voice_passes_while_it_is_held(scene: Scene, cameras: Cameras) -> None:
    host, director, actor = scene
    hearing = cameras(host)
    await hearing.subscribes()
    await director.goes_on()
    assert hearing.packets == 0
    await director.says("speak", on=True)
    state = await host.sees(speaks)
    assert {"who": director.who, "what": "voice"} in state["slots"]
    await hearing.gets_sound()
    assert hearing.packets == hearing.sound_packets
    await director.says("speak", on=False)
    await host.sees(silent)
    await hearing.gets_no_more(lambda: hearing.packets, meanwhile=cameras(host).publishes)
    assert actor.state["speakers"] == []


async def test_who_comes_onto_the_stage_is_not_overheard(scene: Scene, cameras: Cameras) -> None:
    host, director, actor = scene
    await director.says("speak", on=True)
    await host.sees(speaks)
    hearing = cameras(actor)
    await hearing.subscribes()
    await host.says("bring_in", who=[actor.who])
    state = await actor.sees(lambda s: s["you"]["where"] == "stage")
    assert silent(state)
    await host.sees(silent)
    await director.says("speak", on=True)
    await actor.sees(speaks)
    await host.says("send_back", who=[actor.who])
    await director.sees(silent)
    assert director.who not in {s["who"] for s in director.state["slots"] if s}


async def test_a_change_that_is_taken_back_at_once_ends_it_too(scene: Scene) -> None:
    host, director, actor = scene
    await director.says("speak", on=True)
    await host.sees(speaks)
    await host.says("bring_in", who=[actor.who])
    await host.says("send_back", who=[actor.who])
    await host.sees(silent)


async def test_a_lost_connection_ends_it_and_the_next_does_not_inherit_it(
    scene: Scene, gateway: Gateway
) -> None:
    host, director, _ = scene
    await director.says("speak", on=True)
    await host.sees(speaks)
    again = await gateway.visit(director.ticket)
    await host.sees(silent)
    await again.says("speak", on=True)
    await host.sees(speaks)
    await again.leaves()
    await host.sees(silent)


async def test_lost_media_ends_it(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    director = await gateway.visit(audition.on_stage("decision_maker", "Olga"))
    camera = cameras(director)
    await camera.publishes()
    await director.says("speak", on=True)
    await host.sees(speaks)
    await camera.closes()
    await host.sees(silent)
    assert (await director.asks("speak", on=True))["code"] == "not_sending"


async def test_muting_ends_it_and_refuses_it(scene: Scene) -> None:
    host, director, _ = scene
    await director.says("speak", on=True)
    await host.sees(speaks)
    await host.says("mute", who=director.who, muted=True)
    await host.sees(silent)
    assert (await director.asks("speak", on=True))["code"] == "muted"


async def test_it_ends_by_itself_however_often_it_is_asked(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, director, _ = scene
    monkeypatch.setattr(talkback, "LONGEST_S", 0.3)
    await director.says("speak", on=True)
    await host.sees(speaks)
    monkeypatch.setattr(talkback, "LONGEST_S", 300)
    await director.says("speak", on=True)
    await host.sees(silent)


async def test_two_speak_at_once_and_who_sends_nothing_does_not(
    scene: Scene, gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    others = [
        await gateway.visit(audition.on_stage("decision_maker", name))
        for name in ("Irina", "Anton")
    ]
    assert (await others[0].asks("speak", on=True))["code"] == "not_sending"
    for visitor in others:
        await cameras(visitor).publishes()
        await visitor.says("speak", on=True)
    await scene.host.sees(lambda s: len(s["speakers"]) == 2)
    assert (await scene.director.asks("speak", on=True))["code"] == "enough_voices"
