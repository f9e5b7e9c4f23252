"""Whatever comes over the network, no exception escapes, and nothing grows for ever."""

import asyncio
import gc
import random
import struct
import tracemalloc
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.rooms.media.errors import BadDescription
from services.rooms.media.model import Layer, PeerState, Source
from services.rooms.media.room import MediaRoom
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.transport.options import TransportOptions
from tests.extent import examples
from tests.unit.rooms_media.intruder import Intruder, taken, written
from tests.unit.rooms_media.making import rtp, vp8
from tests.unit.rooms_media.offers import CHROMIUM

VOICE, CAMERA = 1111, 2222
BURST = 40
"""Datagrams of one example."""
MOST_BYTES, MOST_OBJECTS = 32 * 1024, 300
few = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Nobody:
    def state_changed(self, peer: str, state: PeerState) -> None: ...
    def layers_changed(self, peer: str, sizes: frozenset[Layer]) -> None: ...
    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None: ...
    def speaker_changed(self, peer: str | None) -> None: ...


@pytest.fixture
async def room() -> AsyncIterator[MediaRoom]:
    """A room; what escapes into its event loop fails the test."""
    loop, escaped = asyncio.get_running_loop(), list[dict[str, Any]]()
    former = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: escaped.append(context))
    room = MediaRoom("stage", TransportOptions(addresses=("127.0.0.1",), dead_after=60), Nobody())
    yield room
    await room.close()
    loop.set_exception_handler(former)
    assert escaped == []


@pytest.fixture
async def publisher(room: MediaRoom) -> AsyncIterator[Intruder]:
    """Somebody who sends, and has joined."""
    answer = await room.publish("eve", written(CHROMIUM))
    async with Intruder(answer) as eve:
        yield eve


def media(chance: random.Random) -> bytes:
    """An RTP packet, most often a good one with a few bytes changed."""
    payload = vp8(keyframe=chance.random() < 0.2, picture=chance.getrandbits(15))
    ssrc = chance.choice((VOICE, CAMERA, chance.getrandbits(32)))
    packet = rtp(chance.getrandbits(16), payload, timestamp=chance.getrandbits(32), ssrc=ssrc)
    return mutated(packet, chance)


def control(chance: random.Random) -> bytes:
    """RTCP of any kind with any body."""
    words = chance.randrange(0, 12)
    length = chance.choice((words, chance.getrandbits(16)))
    first = 0x80 | chance.getrandbits(6)
    header = struct.pack("!BBH", first, chance.randrange(192, 224), length)
    known = struct.pack("!II", CAMERA, chance.choice((VOICE, CAMERA)))
    return header + known + chance.randbytes(4 * words)


def garbage(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(0, 1500))


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(0, 4)):
        changed[chance.randrange(len(changed))] = chance.getrandbits(8)
    return bytes(changed[: chance.choice((len(changed), chance.randrange(12, len(changed))))])


async def flood(eve: Intruder, seed: int, count: int = BURST) -> None:
    """All kinds of datagrams in any order: encrypted as they should be, and not."""
    chance = random.Random(seed)
    for _ in range(count):
        kind = chance.choice(("rtp", "rtcp", "check", "garbage", "plain"))
        if kind == "rtp":
            data = eve.encrypt(media(chance), rtcp=False)
        elif kind == "rtcp":
            data = eve.encrypt(control(chance), rtcp=True)
        elif kind == "check":
            data = mutated(eve.check(), chance)
        else:
            data = garbage(chance) if kind == "garbage" else media(chance)
        if data is not None:
            eve.send(data)
    await eve.settled()


@given(seed=st.integers(0, 1 << 32))
@few
async def test_a_room_survives_what_a_sender_sends(
    room: MediaRoom, publisher: Intruder, seed: int
) -> None:
    await flood(publisher, seed)
    assert room.stats()["eve"].state is PeerState.CONNECTED


@given(seed=st.integers(0, 1 << 32))
@few
async def test_a_room_survives_what_a_viewer_sends(
    room: MediaRoom, publisher: Intruder, seed: int
) -> None:
    offer = await room.subscribe("eve", 2)
    await room.subscribed("eve", taken(offer))
    room.show("eve", 0, Source("eve"))
    async with Intruder(offer) as subscriber:
        await flood(subscriber, seed)
        assert room.stats()["eve"].state is PeerState.CONNECTED


async def test_nothing_grows_under_a_flood(publisher: Intruder) -> None:
    await flood(publisher, 1, 20 * BURST)
    tracemalloc.start()
    held = []
    for seed in (2, 3):
        await flood(publisher, seed, 10 * BURST)
        gc.collect()
        held.append((tracemalloc.get_traced_memory()[0], len(gc.get_objects())))
    tracemalloc.stop()
    (before, objects), (after, more) = held
    assert after - before < MOST_BYTES
    assert more - objects < MOST_OBJECTS


@given(seed=st.integers(0, 1 << 32))
@few
async def test_a_room_survives_what_is_said_about_connections(room: MediaRoom, seed: int) -> None:
    chance = random.Random(seed)
    lines = written(CHROMIUM).splitlines()
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, chance.choice(lines))
            case 2:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case _:
                lines[at] += chance.choice(("0" * 30, " -1", "\x00", "ü", ":", "a" * 300))
    try:
        await room.publish("eve", "\r\n".join(lines) + "\r\n")
    except BadDescription:
        return
