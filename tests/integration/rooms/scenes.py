"""Rooms as tests find them."""

from collections.abc import Callable

from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor


async def on_stage(
    gateway: Gateway, audition: AuditionSession, cameras: Callable[[Visitor], Camera]
) -> tuple[Visitor, Visitor]:
    """A host and an actor on stage, both sending, who agreed to be recorded; a take may begin."""
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    actor = await gateway.visit(audition.on_stage("actor", "Nina", waits=1))
    await host.says("bring_in", who=[actor.who])
    for visitor in (host, actor):
        await cameras(visitor).publishes()
        await visitor.says("consent", agreed=True, statement="recording-2026-11")
    await host.sees(lambda s: s["recorder"] == "ok" and all(p["agreed"] for p in s["on_stage"]))
    return host, actor
