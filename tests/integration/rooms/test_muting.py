"""Whom a host has muted is not heard: the server passes nothing on."""

from collections.abc import Callable

import pytest

from services.rooms.room import presence
from shared.bus.node_registry import lease_of
from shared.tickets import room_name
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor

Cameras = Callable[[Visitor], Camera]


async def test_the_muted_are_seen_and_not_heard(
    gateway: Gateway, audition: AuditionSession, cameras: Cameras
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("bring_in", who=[actor.who])
    await cameras(actor).publishes()
    hearing = cameras(host)
    await hearing.subscribes()
    await hearing.gets_sound()
    await host.says("mute", who=actor.who, muted=True)
    await actor.sees(lambda s: s["you"]["muted"] and s["on_stage"][1]["muted"])
    await hearing.gets_no_more(
        lambda: hearing.sound_packets, meanwhile=lambda: hearing.gets_packets(30)
    )
    await host.says("mute", who=actor.who, muted=False)
    await actor.sees(lambda s: not s["you"]["muted"])
    await hearing.gets_sound()


async def test_muting_twice_is_once_and_outlasts_a_visit(
    gateway: Gateway, audition: AuditionSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    ticket = audition.on_stage("actor", "Nina", waits=1)
    actor = await gateway.visit(ticket)
    for _ in range(2):
        await host.says("mute", who=actor.who, muted=True)
    await host.sees(lambda s: s["lobby"][0]["muted"])
    await actor.leaves()
    await host.sees(lambda s: s["lobby"] == [])
    again = await gateway.visit(ticket)
    await again.sees(lambda s: s["you"]["muted"])
    await host.says("mute", who=actor.who, muted=False)
    await again.sees(lambda s: not s["you"]["muted"])


async def test_who_is_gone_cannot_be_muted(gateway: Gateway, audition: AuditionSession) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    assert (await host.asks("mute", who="guest:1", muted=True))["code"] == "nobody_there"


async def test_a_mute_is_of_one_room_and_outlasts_its_node(
    gateway: Gateway, audition: AuditionSession
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("mute", who=actor.who, muted=True)
    await host.sees(lambda s: s["lobby"][0]["muted"])
    next_door = await gateway.visit(audition.on_stage("actor", "Nina", waits=1, room=2))
    assert (await next_door.hears("state"))["you"]["muted"] is False
    await gateway.client.set(lease_of(room_name(actor.ticket)), "another node#99999999999999")
    await actor.ends()
    await gateway.client.delete(lease_of(room_name(actor.ticket)))
    again = await gateway.visit_again(actor.ticket)
    assert (await again.hears("state"))["you"]["muted"] is True
