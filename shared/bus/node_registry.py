"""Which node has a room, and which nodes there are: what rooms announces, for gateways to read.

`nodes` is a hash of node to announcement; `room:<name>` is a node's lease on a room. A node says
both anew with every beat, so that they go stale together. Moments are by Redis's clock: what the
clocks of two machines say of each other does not matter.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import redis.asyncio as redis

from shared.errors import Unavailable

NODES = "nodes"
BEAT_EVERY_S = 0.5
STALE_AFTER_S = 2.6
"""How long a node may be silent: a Redis that stalls for 2 s right before a beat costs nothing."""
LOOK_EVERY_S = 0.25


class NoRoomsNode(Unavailable):
    """No live-room server is up just now. Please try again in a moment."""


class Heartbeat(msgspec.Struct, frozen=True):
    """A node is up. `load` is the number of people in its rooms, `at` is in Unix seconds."""

    node: str
    load: int
    at: float
    draining: bool = False


def lease_of(room: str) -> str:
    return f"room:{room}"


async def fresh_nodes(client: redis.Redis) -> dict[str, Heartbeat]:
    """Return the nodes that are up, by name."""
    now, announced = await _announced(client)
    return {a.node: a for a in announced if now - a.at < STALE_AFTER_S}


async def node_for(client: redis.Redis, room: str) -> str:
    """Return the node that has a room, or else the one that should get it.

    Raises:
        NoRoomsNode: no node is up.
    """
    lease: Any = await client.get(lease_of(room))
    fresh = await fresh_nodes(client)
    owner: str | None = lease.decode().split("#")[0] if lease else None
    if owner is not None and owner in fresh:
        return owner
    open_nodes = [a for a in fresh.values() if not a.draining]
    if not open_nodes:
        raise NoRoomsNode
    return min(open_nodes, key=lambda a: (a.load, a.node)).node


class FailureDetector:
    """Finds nodes that say nothing new for too long, by the reader's own clock.

    Time in which Redis did not answer, or the reader slept, counts for nobody's silence.
    """

    def __init__(self) -> None:
        self._last_seen: dict[str, tuple[float, float]] = {}
        self._looked = time.monotonic()

    async def look(self, client: redis.Redis, nodes: Iterable[str]) -> set[str]:
        """Return the lost ones of some nodes; to be asked every LOOK_EVERY_S."""
        _, announced = await _announced(client)
        return self.judge({a.node: a.at for a in announced}, nodes, time.monotonic())

    def judge(self, said: Mapping[str, float], nodes: Iterable[str], now: float) -> set[str]:
        """Return those of `nodes` whose moment in `said` has not changed for too long."""
        missed = max(0.0, now - self._looked - 2 * LOOK_EVERY_S)
        self._looked = now
        last_seen = {}
        for node in nodes:
            at = said.get(node, 0.0)
            before, since = self._last_seen.get(node, (at, now - missed))
            last_seen[node] = (at, since + missed) if at == before else (at, now)
        self._last_seen = last_seen
        return {node for node, (_, since) in last_seen.items() if now - since >= STALE_AFTER_S}


async def _announced(client: redis.Redis) -> tuple[float, list[Heartbeat]]:
    """Return Redis's time, and all that nodes said last."""
    async with client.pipeline(transaction=False) as pipeline:
        pipeline.time()
        pipeline.hvals(NODES)
        (seconds, microseconds), raw = await pipeline.execute()
    announced = [msgspec.json.decode(value, type=Heartbeat) for value in raw]
    return seconds + microseconds / 1e6, announced
