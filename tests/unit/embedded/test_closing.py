"""What is said when the house closes."""

import asyncio

import pytest

from infra.embedded.run import _left_behind


async def test_a_connection_that_was_being_made_fails_unheard(
    caplog: pytest.LogCaptureFixture,
) -> None:
    loop = asyncio.get_running_loop()
    _left_behind(loop, {"message": "never retrieved", "exception": ConnectionError("lost")})
    assert not caplog.records
    _left_behind(loop, {"message": "never retrieved", "exception": ValueError("a fault")})
    assert "a fault" in caplog.text
