"""A media room on loopback, and clients for it."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from services.rooms.media.model import Layer, PeerState
from services.rooms.media.room import MediaRoom
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.transport.options import TransportOptions
from services.rooms.takes.recording.recorder import Recorder
from tests.integration.rooms_media.clients import Clapper, Client

OPTIONS = TransportOptions(addresses=("127.0.0.1",), dead_after=2.0, connect_within=5.0)


class MediaSession:
    """A room that remembers what it told of its peers."""

    def __init__(self) -> None:
        self.received: list[tuple[str, PeerState]] = []
        self.sizes: dict[str, frozenset[Layer]] = {}
        self.arrives: dict[str, frozenset[Kind]] = {}
        self.speaker: str | None = None
        self._news = asyncio.Condition()
        self.room = MediaRoom("stage", OPTIONS, self)
        self._tasks: set[asyncio.Task[None]] = set()
        self._clients: list[Client] = []

    def client(self, name: str) -> Client:
        self._clients.append(Client(self.room, name))
        return self._clients[-1]

    async def hears(self, peer: str, state: PeerState) -> None:
        """Wait until the room has told this."""
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(lambda: (peer, state) in self.received)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something that the room tells has happened."""
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(happened)

    async def close(self) -> None:
        await self.room.close()
        await asyncio.gather(*(client.close() for client in self._clients))

    def state_changed(self, peer: str, state: PeerState) -> None:
        self.received.append((peer, state))
        self._wake()

    def layers_changed(self, peer: str, sizes: frozenset[Layer]) -> None:
        self.sizes[peer] = sizes
        self._wake()

    def kinds_changed(self, peer: str, kinds: frozenset[Kind]) -> None:
        self.arrives[peer] = kinds
        self._wake()

    def speaker_changed(self, peer: str | None) -> None:
        self.speaker = peer
        self._wake()

    def _wake(self) -> None:
        task = asyncio.create_task(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _notify(self) -> None:
        async with self._news:
            self._news.notify_all()


@pytest.fixture
async def audition() -> AsyncIterator[MediaSession]:
    audition = MediaSession()
    yield audition
    await audition.close()


@pytest.fixture
async def client(audition: MediaSession) -> Callable[[str], Client]:
    return audition.client


@pytest.fixture
async def recorder() -> AsyncIterator[Recorder]:
    recorder = Recorder()
    await recorder.start()
    yield recorder
    await recorder.stop()


@pytest.fixture
async def ana(audition: MediaSession) -> Client:
    ana = audition.client("ana")
    await ana.publish(Clapper())
    await audition.hears("ana", PeerState.CONNECTED)
    return ana
