"""A recorder process that is not wanted any more goes, however early that is."""

import asyncio

import pytest

from services.rooms.takes import child as child_module
from services.rooms.takes.child import Child
from tests.integration.rooms.eventually import eventually


async def test_one_that_is_not_ready_yet_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "END_WITHIN_S", 1000.0)
    child = Child(begin=_never, hear=_never, end=lambda: None)
    running = asyncio.create_task(child.run())

    async def pid() -> int | None:
        return child.pid

    await eventually(pid, bool)
    running.cancel()
    async with asyncio.timeout(30):
        await asyncio.wait([running])
    assert child.pid is None


def _never(_: object) -> None:
    raise AssertionError("it was not ready")
