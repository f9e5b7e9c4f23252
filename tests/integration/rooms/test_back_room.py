"""The back room is another room: nothing of it can come to the stage, whatever the stage says."""

from collections.abc import Callable

import msgspec
import pytest

from shared.tickets import TicketRefused, read, sign
from tests.integration.rooms.audition import KEY, AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.messages import KINDS, said
from tests.integration.rooms.visitor import Gateway, Visitor

Cameras = Callable[[Visitor], Camera]


async def test_the_back_room_talks_in_private(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    producer = await gateway.visit(audition.in_back_room("decision_maker", "Olga"))
    host = await gateway.visit(audition.in_back_room("host", "Vera"))
    await cameras(producer).publishes()
    seeing = cameras(host)
    await seeing.subscribes()
    await seeing.sees_and_hears()
    await producer.says("chat", text="She is wonderful.")
    assert (await host.hears("chat"))["text"] == "She is wonderful."


@pytest.mark.parametrize("place", ["lobby", "stage"])
async def test_no_message_of_an_actor_yields_anything_of_the_back_room(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras, place: str
) -> None:
    """Every kind of message is said while the back room talks: not one packet of it arrives, and
    not one word. Each is said in a connection of its own, for all of them are more than one may say
    at once. In the end the last connection does get what is of the stage."""
    producer, listening = await _talk(gateway, audition, cameras)
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    if place == "stage":
        await host.says("bring_in", who=[actor.who])
    await cameras(actor).publishes()
    watching = await _watches(cameras, actor)
    for kind in KINDS:
        await actor.says(kind.kind(), **said(kind, producer.who))
        await actor.goes_on()  # or has been hung up on, by when it was heard
        await producer.says("chat", text=f"Albatross, said after {kind.kind()}.")
        await listening.gets_packets()
        assert watching.packets == 0, kind
        _heard_nothing(actor, producer)
        await watching.closes()
        actor = await gateway.visit(actor.ticket)
        watching = await _watches(cameras, actor)
    await host.says("bring_in", who=[actor.who])
    await cameras(host).publishes()
    await watching.gets_packets()


async def _watches(cameras: Cameras, visitor: Visitor) -> Camera:
    camera = cameras(visitor)
    await camera.subscribes()
    return camera


async def _talk(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> tuple[Visitor, Camera]:
    """Fill a back room with talk; return who talks, and somebody there who hears it."""
    producer = await gateway.visit(audition.in_back_room("decision_maker", "Olga"))
    listener = await gateway.visit(audition.in_back_room("host", "Vera"))
    await cameras(producer).publishes()
    listening = cameras(listener)
    await listening.subscribes()
    await listening.gets_packets()
    return producer, listening


def _heard_nothing(actor: Visitor, producer: Visitor) -> None:
    received = msgspec.json.encode(actor.received).decode()
    assert "Albatross" not in received
    assert "Olga" not in received
    assert producer.who not in received


def test_a_ticket_for_the_stage_does_not_open_the_back_room(audition: AuditionSession) -> None:
    ticket = sign(audition.on_stage("host", "Vera"), KEY)
    with pytest.raises(TicketRefused):
        read(ticket, "back_room", KEY)


async def test_stage_messages_are_malformed_in_the_back_room(
    gateway: Gateway, audition: AuditionSession
) -> None:
    producer = await gateway.visit(audition.in_back_room("decision_maker", "Olga"))
    await producer.says("stop_take")
    assert (await producer.ends()).code == 4400
