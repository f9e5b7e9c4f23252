"""Who changes networks goes on where they were."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from services.rooms.media.model import Layer, PeerState
from services.rooms.media.room import MediaRoom
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.transport.connection import KNOWN_SOURCES
from services.rooms.media.transport.options import TransportOptions
from tests.unit.rooms_media.intruder import Intruder, written
from tests.unit.rooms_media.making import rtp
from tests.unit.rooms_media.offers import CHROMIUM

VOICE = 1111


class Received:
    """What a room told of its peers."""

    def __init__(self) -> None:
        self.states: list[PeerState] = []

    def state_changed(self, peer: str, state: PeerState) -> None:
        self.states.append(state)

    def layers_changed(self, peer: str, sizes: frozenset[Layer]) -> None: ...
    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None: ...
    def speaker_changed(self, peer: str | None) -> None: ...


@pytest.fixture
def options() -> TransportOptions:
    return TransportOptions(addresses=("127.0.0.1",))


@pytest.fixture
def received() -> Received:
    return Received()


@pytest.fixture
async def room(options: TransportOptions, received: Received) -> AsyncIterator[MediaRoom]:
    room = MediaRoom("stage", options, received)
    yield room
    await room.close()
    assert (options.udp_mux.connections, options.udp_mux.sources) == (0, 0)


async def test_media_goes_on_both_ways(room: MediaRoom, received: Received) -> None:
    async with Intruder(await room.publish("ana", written(CHROMIUM))) as ana:
        for number in range(3):
            packet = ana.encrypt(rtp(number, bytes(40), ssrc=VOICE), rtcp=False)
            assert packet
            ana.send(packet)
            await ana.move()
        assert room.stats()["ana"].sending[0].packets == 3
        ana.media.clear()
        async with asyncio.timeout(30):
            await ana.media.wait()
        assert received.states == [PeerState.CONNECTED]


async def test_who_has_nominated_no_way_yet_is_connected(
    room: MediaRoom, received: Received
) -> None:
    """Browsers say hello by DTLS after their first check, and nominate a later one."""
    async with Intruder(await room.publish("ana", written(CHROMIUM)), nominates=False) as ana:
        async with asyncio.timeout(30):
            await ana.media.wait()
        assert received.states == [PeerState.CONNECTED]


async def test_old_addresses_are_given_up(room: MediaRoom, options: TransportOptions) -> None:
    async with Intruder(await room.publish("ana", written(CHROMIUM))) as ana:
        for _ in range(2 * KNOWN_SOURCES):
            await ana.move()
        assert options.udp_mux.sources == KNOWN_SOURCES
        assert room.stats()["ana"].state is PeerState.CONNECTED
