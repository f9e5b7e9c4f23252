"""Hundreds of people who come, send, and go leave nothing behind in a node."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from prometheus_client import REGISTRY, generate_latest

from services.rooms.cluster.node import Node
from services.rooms.room import presence
from shared.ids import new_id
from tests.eventually import eventually
from tests.extent import only_long
from tests.integration.rooms.audition import AuditionSession
from tests.integration.rooms.camera import Camera
from tests.integration.rooms.visitor import Gateway, Visitor

pytestmark = [only_long, pytest.mark.timeout(3600)]
PEOPLE, FIRST = 300, 20
"""How many come; after the first of them all that is made once is made."""


async def held() -> tuple[int, int]:
    """Return how many tasks and open files this process has."""
    gc.collect()
    return len(asyncio.all_tasks()), await asyncio.to_thread(open_files)


def open_files() -> int:
    """Count them where the system shows them (proc(5))."""
    return len(list(Path("/proc/self/fd").glob("*")))


async def test_who_came_and_went_leaves_nothing(
    node: Node,
    gateway: Gateway,
    audition: AuditionSession,
    cameras: Callable[[Visitor], Camera],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(presence, "GRACE_S", 0.05)
    host = await gateway.visit(audition.on_stage("host", "Vera"))
    before = (0, 0)
    for number in range(PEOPLE):
        ticket = audition.on_stage("reader", f"Masha {number}")
        reader = await gateway.visit(msgspec.structs.replace(ticket, who=f"guest:{new_id()}"))
        camera = cameras(reader)
        await camera.publishes()
        await host.sees(lambda s: len(s["on_stage"]) == 2)
        await reader.says("chat", text=f"I am number {number}.")
        await camera.closes()
        await reader.leaves(for_good=True)
        await host.sees(lambda s: len(s["on_stage"]) == 1)
        gateway.visitors.pop(reader.connection)
        if number == FIRST:
            before = await held()
    tasks, files = before
    await eventually(held, lambda now: now[0] <= tasks + 5 and now[1] <= files + 5)
    assert "guest:" not in generate_latest(REGISTRY).decode(), "metrics name who is here"
