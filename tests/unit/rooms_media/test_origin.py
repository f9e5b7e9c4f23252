"""RFC 8829 sections 5.2.2 and 5.3.2: a connection's descriptions are versions of one session."""

from collections.abc import AsyncIterator

import pytest

from services.rooms.media.endpoints import Origin
from services.rooms.media.model import Layer, PeerState
from services.rooms.media.room import MediaRoom
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.transport.options import TransportOptions
from tests.unit.rooms_media.intruder import written
from tests.unit.rooms_media.offers import CHROMIUM

STOPPED = CHROMIUM.replace("a=sendonly", "a=inactive")


class Nobody:
    def state_changed(self, peer: str, state: PeerState) -> None: ...
    def layers_changed(self, peer: str, sizes: frozenset[Layer]) -> None: ...
    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None: ...
    def speaker_changed(self, peer: str | None) -> None: ...


@pytest.fixture
async def room() -> AsyncIterator[MediaRoom]:
    room = MediaRoom("stage", TransportOptions(addresses=("127.0.0.1",)), Nobody())
    yield room
    await room.close()


def origin(description: str) -> tuple[int, int]:
    """The session and the version that a description says."""
    name, session, version, *address = description.split("\r\n")[1].split(" ")
    assert (name, address) == ("o=-", ["IN", "IP4", "0.0.0.0"])
    return int(session), int(version)


async def test_each_answer_that_differs_is_the_next_version(room: MediaRoom) -> None:
    offers = CHROMIUM, CHROMIUM, STOPPED, CHROMIUM
    said = [origin(await room.publish("eve", written(offer))) for offer in offers]
    assert {session for session, _ in said} == {said[0][0]}
    first = said[0][1]
    assert [version - first for _, version in said] == [0, 0, 1, 2]


async def test_each_connection_has_a_session_of_its_own(room: MediaRoom) -> None:
    said = [
        origin(await room.publish("eve", written(CHROMIUM))),
        origin(await room.publish("ana", written(CHROMIUM))),
        origin(await room.subscribe("eve", 2)),
        origin(await room.subscribe("eve", 2)),
    ]
    assert len({session for session, _ in said}) == len(said)


def test_numbers_fit_where_they_are_read() -> None:
    """RFC 3264 section 5: 64 bits with a sign, and fewer to begin with."""
    for _ in range(100):
        session, version = origin(f"v=0\r\no={Origin().of('all the rest')}")
        assert 0 <= session < 1 << 62
        assert version == 1
