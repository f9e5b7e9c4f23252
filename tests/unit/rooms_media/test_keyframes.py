import asyncio
from itertools import pairwise

import pytest

from services.rooms.media.ingress.keyframes import (
    APART,
    EVERY,
    SEEKABLE_EVERY,
    Keyframes,
    KeyframeThrottle,
)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def keyframes(asked: list[str]) -> Keyframes:
    return Keyframes(lambda: asked.append("PLI"))


def test_many_wishes_at_once_are_one_request(keyframes: Keyframes, asked: list[str]) -> None:
    for _ in range(20):
        keyframes.request(1.0)
    assert len(asked) == 1


def test_a_wish_within_the_pause_is_granted_after_it(
    keyframes: Keyframes, asked: list[str]
) -> None:
    keyframes.request(1.0)
    keyframes.received(1.1)
    keyframes.request(1.2)
    keyframes.pulse(1.0 + EVERY - 0.01)
    assert len(asked) == 1
    keyframes.pulse(1.0 + EVERY)
    assert len(asked) == 2


def test_who_waits_repeats_the_wish_and_others_do_not(
    keyframes: Keyframes, asked: list[str]
) -> None:
    keyframes.request(0.0)
    for pulse in range(1, 11):
        keyframes.pulse(pulse * 0.2)
    assert len(asked) == 1, "an encoding may have been switched off meanwhile"
    for pulse in range(11, 21):
        keyframes.request(pulse * 0.2)
        keyframes.pulse(pulse * 0.2)
    assert len(asked) == 1 + 4


def test_a_recording_asks_every_200_ms_for_its_first_then_every_5_s(
    keyframes: Keyframes, asked: list[str]
) -> None:
    keyframes.record(0.0, on=True, first=True)
    for pulse in range(1, 6):
        keyframes.pulse(pulse * 0.2)
    assert len(asked) == 6
    keyframes.received(1.1)
    keyframes.pulse(1.2 + SEEKABLE_EVERY - 0.2)
    assert len(asked) == 6
    keyframes.pulse(1.2 + SEEKABLE_EVERY)
    assert len(asked) == 7
    keyframes.record(8.0, on=False, first=False)
    keyframes.received(8.1)
    keyframes.pulse(60.0)
    assert len(asked) == 7


async def test_publishers_of_a_room_are_asked_one_after_the_other() -> None:
    turns, asked, done = KeyframeThrottle(), list[float](), asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask() -> None:
        asked.append(loop.time())
        if len(asked) == 4:
            done.set()

    for _ in range(4):
        turns.submit(ask)
    assert len(asked) == 1
    await asyncio.wait_for(done.wait(), 5)
    assert all(after - before > APART / 2 for before, after in pairwise(asked))
