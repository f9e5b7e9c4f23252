"""The back room is another room: nothing of it can come to the stage, whatever the stage says."""

from collections.abc import Callable
from typing import get_args
from uuid import uuid4

import msgspec
import pytest

from services.rooms import heard
from shared.tickets import TicketRefused, read, sign
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.house import KEY, House
from tests.integration.rooms.visitor import Gateway, Seen, Visitor

Cameras = Callable[[Visitor], Camera]

SAYINGS: dict[type[heard.Message], Seen] = {
    heard.Publish: {"sdp": "v=0"},
    heard.Subscribe: {},
    heard.Answer: {"sdp": "v=0"},
    heard.Devices: {"microphone": True, "camera": True},
    heard.Chat: {"text": "Good morning"},
    heard.Ping: {},
    heard.Consent: {"agreed": True, "statement": "1"},
    heard.BringIn: {"who": ["SECRET"]},
    heard.SendBack: {"who": ["SECRET"]},
    heard.StartTake: {"role_id": str(uuid4()), "scene": "4"},
    heard.StopTake: {},
    heard.Look: {"sizes": ["large", "small", "none"]},
    heard.Mute: {"who": "SECRET", "muted": False},
    heard.Remove: {"who": "SECRET"},
    heard.LetIn: {"who": "SECRET"},
    heard.Speak: {"on": True},
    heard.NameTake: {"take_id": str(uuid4()), "name": "With the umbrella"},
    heard.Mark: {"text": "Lovely"},
    heard.Prompt: {"title": "Scene 4", "text": "I am a seagull."},
    heard.Scroll: {"at": 0.5},
}


async def test_the_back_room_talks_in_private(
    gateway: Gateway, house: House, cameras: Cameras
) -> None:
    producer = await gateway.visit(house.in_back_room("decision_maker", "Olga"))
    host = await gateway.visit(house.in_back_room("host", "Vera"))
    await cameras(producer).publishes()
    seeing = cameras(host)
    await seeing.subscribes()
    await seeing.sees_and_hears()
    await producer.says("chat", text="She is wonderful.")
    assert (await host.hears("chat"))["text"] == "She is wonderful."


@pytest.mark.parametrize("kind", get_args(heard.OnStage), ids=lambda kind: kind.kind())
async def test_no_message_of_an_actor_yields_anything_of_the_back_room(
    gateway: Gateway, house: House, cameras: Cameras, kind: type[heard.Message]
) -> None:
    producer = await gateway.visit(house.in_back_room("decision_maker", "Olga"))
    actor = await gateway.visit(house.on_stage("actor", "Nina", waits=1))
    said = {
        field: producer.who if value == "SECRET" else value
        for field, value in SAYINGS[kind].items()
    }
    await producer.says("chat", text="The secret word is albatross.")
    await producer.hears("chat")
    await actor.says(kind.kind(), **said)
    last = await gateway.visit(house.on_stage("host", "Vera"))
    await last.sees(lambda s: bool(s["lobby"]))
    told = msgspec.json.encode(actor.told).decode()
    assert "albatross" not in told
    assert "Olga" not in told
    assert producer.who not in told


def test_every_message_of_the_stage_is_tried() -> None:
    assert set(SAYINGS) == set(get_args(heard.OnStage))


def test_a_ticket_for_the_stage_does_not_open_the_back_room(house: House) -> None:
    ticket = sign(house.on_stage("host", "Vera"), KEY)
    with pytest.raises(TicketRefused):
        read(ticket, "back_room", KEY)


async def test_stage_messages_are_malformed_in_the_back_room(
    gateway: Gateway, house: House
) -> None:
    producer = await gateway.visit(house.in_back_room("decision_maker", "Olga"))
    await producer.says("stop_take")
    assert (await producer.ends()).code == 4400
