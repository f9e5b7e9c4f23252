"""When a worker looks for jobs."""

import time

import pytest

from shared.jobs.rest import AWAKE_FOR_S, LOOK_EVERY_S, POLL_EVERY_S, Rest


def test_looks_become_rarer_once_it_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    rest = Rest()
    rest.asleep = False
    found = [rest.is_due]
    assert [rest.pause_s() for _ in range(3)] == [LOOK_EVERY_S] * 3
    now += AWAKE_FOR_S + 0.1
    found.append(rest.is_due)
    rest.asleep = True
    pauses = [rest.pause_s() for _ in range(9)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (2 * LOOK_EVERY_S, POLL_EVERY_S)
    rest.end()
    found.append(rest.is_due)
    assert found == [False, True, False]
