"""Before a take: cameras are large from when it may begin, and the first words are seen so."""

from collections.abc import Callable

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor

AGREED = {"agreed": True, "statement": "recording-2026-11"}


async def is_asked_for(visitor: Visitor, *sizes: str) -> None:
    """Wait until these sizes of somebody's camera are wanted."""
    while (await visitor.hears("wanted"))["sizes"] != [*sizes]:
        pass


async def test_the_large_picture_is_asked_for_once_everyone_on_stage_has_agreed(
    gateway: Gateway, audition: AuditionSession, cameras: Callable[[Visitor], Camera]
) -> None:
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    await cameras(host).publishes()
    await is_asked_for(host)
    await host.says("consent", **AGREED)
    await is_asked_for(host, "large")
    actor = await gateway.visit(audition.on_stage("actor", "نينا", waits=1))
    await host.says("bring_in", who=[actor.who])
    await is_asked_for(host)
    await actor.says("consent", **AGREED)
    await is_asked_for(host, "large")
    await cameras(actor).publishes()
    await is_asked_for(actor, "large")
    await actor.says("consent", **(AGREED | {"agreed": False}))
    await is_asked_for(host)
    await is_asked_for(actor)
