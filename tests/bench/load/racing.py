"""A process with a few nodes that race for rooms, renew, let go, crash and freeze. Prints, at the
end, when each of its nodes held a room by its own view of the lease."""

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field

import uvloop

from services.rooms.cluster.placement import LEASE_MS, Lease, Placement
from shared.bus import streams
from shared.bus.node_registry import BEAT_EVERY_S
from shared.ids import new_id

ROOMS = 300
RELEASES, KEEPS = 0.7, 0.9
"""Of those who win so many let go soon, or later; the others crash: nobody lets go for them."""
FREEZE_S, FREEZES_EVERY_S = 4.0, 15.0
Span = tuple[str, int, float, float]
"""Room, fence, from, to: in seconds of the machine's monotonic clock."""


@dataclass
class Racer:
    """One node. `spans` are over; `held` are not: when they began, and when they were renewed."""

    placement: Placement
    held: dict[Lease, list[float]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    asking: set[str] = field(default_factory=set)
    frozen_until: float = 0.0
    won: int = 0

    async def race(self, room: str) -> None:
        """Try to get a room, and decide by chance what becomes of it."""
        held = {lease.room for lease in self.held}
        if time.monotonic() < self.frozen_until or room in held | self.asking:
            return
        self.asking.add(room)
        lease = await self.placement.claim(room)
        self.asking.remove(room)
        if lease is None:
            return
        self.won += 1
        self.held[lease] = [time.monotonic(), self.placement._held[lease]]
        chance = random.random()
        if chance < KEEPS:
            await asyncio.sleep(random.random() * (0.03 if chance < RELEASES else 5))
            self._over(lease)
            await self.placement.release(lease)
        else:
            await asyncio.sleep(random.random() * 0.1)
            self._over(lease)

    async def heartbeat(self) -> None:
        """Beat for ever, but for some long breaks in which nothing is renewed."""
        while True:
            if random.random() < BEAT_EVERY_S / FREEZES_EVERY_S:
                self.frozen_until = time.monotonic() + FREEZE_S
                await asyncio.sleep(FREEZE_S)
            leases = list(self.held)
            lost = await self.placement.heartbeat(leases, len(leases), draining=False)
            for lease in leases:
                self._renewed(lease, lost=lease in lost)
            await asyncio.sleep(BEAT_EVERY_S)

    def _renewed(self, lease: Lease, *, lost: bool) -> None:
        if lease not in self.held:
            return
        began, asked = self.held[lease]
        now = time.monotonic()
        if lost or now > asked + LEASE_MS / 1000:
            self._over(lease)
            began = now
        if not lost:
            self.held[lease] = [began, self.placement._held[lease]]

    def _over(self, lease: Lease) -> None:
        if lease in self.held:
            began, asked = self.held.pop(lease)
            end = min(time.monotonic(), asked + LEASE_MS / 1000)
            self.spans.append((lease.room, lease.fence, began, end))


async def run(redis_url: str, nodes: int, races: int, begin: float, every_s: float) -> None:
    client = streams.connect(redis_url)
    racers = [Racer(Placement(client, new_id().hex)) for _ in range(nodes)]
    beats = [asyncio.create_task(racer.heartbeat()) for racer in racers]
    running: set[asyncio.Task[None]] = set()
    for race in range(races):
        await asyncio.sleep(max(0.0, begin + race * every_s - time.monotonic()))
        for racer in racers:
            task = asyncio.create_task(racer.race(f"room-{race % ROOMS}"))
            running.add(task)
            task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    for heartbeat in beats:
        heartbeat.cancel()
    await client.aclose()
    won = sum(racer.won for racer in racers)
    print(json.dumps({"won": won, "spans": [span for racer in racers for span in racer.spans]}))


if __name__ == "__main__":
    url, *numbers = sys.argv[1:]
    uvloop.run(run(url, int(numbers[0]), int(numbers[1]), float(numbers[2]), float(numbers[3])))
