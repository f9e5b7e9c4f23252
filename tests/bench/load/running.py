"""Rooms full of senders and receivers, and what is found while they run."""

import asyncio
import time
from array import array
from dataclasses import dataclass
from statistics import quantiles

from tests.bench.load.receiving import Receiver
from tests.bench.load.sending import Sender
from tests.bench.load.servers import Server, spent

DRAIN_S = 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """`senders` people a room, each watched by all other senders and by `viewers` more; with a
    voice, or as pictures alone."""

    senders: int
    viewers: int
    sound: bool = True

    @property
    def receivers(self) -> int:
        """Receiving connections of a room."""
        return self.viewers + (self.senders if self.senders > 1 else 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What one measurement found. `cpu_s` is the server's, `helpers_s` its helpers'."""

    seconds: float
    cpu_s: float
    helpers_s: float
    load_s: float
    packets: int
    lost: float
    transits_ms: list[float]
    ciphers: list[str]

    @property
    def cpu_us(self) -> float:
        """CPU of the server for each forwarded packet."""
        return 1e6 * self.cpu_s / self.packets

    @property
    def packets_per_s(self) -> float:
        return self.packets / self.seconds


class Load:
    """Grows by `add`; ends with `close`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._senders: list[Sender] = []
        self._receivers: list[Receiver] = []
        self._rooms = 0

    async def add(self, rooms: int, shape: Shape) -> None:
        """Open more rooms, and let everybody in them send."""
        for _ in range(rooms):
            self._rooms += 1
            await self._open(f"room-{self._rooms}", shape)

    async def measure(self, seconds: float) -> Found:
        """Look for a while at what a running load costs and how it fares."""
        pids, began = (self._server.pid, *await self._server.helpers()), time.monotonic()
        server, *helpers = (spent(pid) for pid in pids)
        own, total = time.process_time(), sum(r.total for r in self._receivers)
        self._judge_from_now()
        await asyncio.sleep(seconds)
        self._judge_no_more()
        wall = time.monotonic() - began
        server_now, *helpers_now = (spent(pid) for pid in pids)
        packets = sum(r.total for r in self._receivers) - total
        own = time.process_time() - own
        await asyncio.sleep(DRAIN_S)
        return Found(
            seconds=wall,
            cpu_s=server_now - server,
            helpers_s=sum(helpers_now) - sum(helpers),
            load_s=own,
            packets=packets,
            lost=self._lost(),
            transits_ms=self._transits(),
            ciphers=sorted({end.leg.cipher for end in self._ends}),
        )

    @property
    def _ends(self) -> list[Sender | Receiver]:
        return [*self._senders, *self._receivers]

    async def close(self) -> None:
        await asyncio.gather(*(end.close() for end in self._ends))

    async def _open(self, room: str, shape: Shape) -> None:
        names = [f"sender-{number}" for number in range(shape.senders)]
        senders = [Sender() for _ in names]
        for name, sender in zip(names, senders, strict=True):
            await sender.connect(await self._server.publish(room, name, sender.offer()))
        watching = names if shape.senders > 1 else []
        watching = [*watching, *(f"viewer-{number}" for number in range(shape.viewers))]
        for name in watching:
            await self._watch(room, name, [other for other in names if other != name])
        for sender in senders:
            sender.start(sound=shape.sound)
        self._senders += senders

    async def _watch(self, room: str, name: str, watched: list[str]) -> None:
        receiver = Receiver()
        offer = await self._server.subscribe(room, name, watched)
        connecting = asyncio.create_task(receiver.connect(offer))
        await self._server.subscribed(room, name, receiver.answer(offer))
        await connecting
        self._receivers.append(receiver)

    def _judge_from_now(self) -> None:
        for sender in self._senders:
            for stream in (sender.voice, sender.camera):
                stream.first, stream.end = len(stream.left), 1 << 60
        for receiver in self._receivers:
            receiver.transits = array("q")
            for watched in receiver.watched:
                watched.judged = 0

    def _judge_no_more(self) -> None:
        for sender in self._senders:
            for stream in (sender.voice, sender.camera):
                stream.end = len(stream.left)

    def _lost(self) -> float:
        """Return the fraction of what should have come that did not; mistakes are no figures."""
        streams = [stream for receiver in self._receivers for stream in receiver.watched]
        if any(receiver.mistaken for receiver in self._receivers):
            raise RuntimeError("packets were not the ones that they were taken for")
        due = sum(stream.sent.end - stream.sent.first for stream in streams)
        return 1 - sum(stream.judged for stream in streams) / due

    def _transits(self) -> list[float]:
        return [t / 1e6 for receiver in self._receivers for t in receiver.transits]


def percentile(values: list[float], part: int) -> float:
    return quantiles(values, n=100, method="inclusive")[part - 1]
