"""A recorder process that is not wanted any more goes, however early that is."""

import asyncio

import pytest

from services.rooms.takes.recording import child as child_module
from services.rooms.takes.recording.child import Child
from tests.eventually import PATIENCE_S, eventually


@pytest.mark.parametrize("ready", [False, True])
async def test_it_ends_by_itself(*, ready: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """From when there is a process, long before it can listen, or from when it does."""
    monkeypatch.setattr(child_module, "END_WITHIN_S", 1000.0)
    child = Child(begin=lambda _: None, receive=lambda _: None, end=lambda: None)
    running = asyncio.create_task(child.run())

    async def there() -> bool:
        return child.ready.is_set() if ready else child.pid is not None

    await eventually(there, bool)
    running.cancel()
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.wait([running])
    assert child.pid is None
