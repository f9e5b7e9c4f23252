"""Which node has a room, and which nodes there are: what rooms announces, for gateways to read.

`nodes` is a hash of node to announcement; `room:<name>` is a node's lease on a room.
"""

import time
from typing import Any

import msgspec
import redis.asyncio as redis

from shared.errors import Unavailable

NODES = "nodes"
ANNOUNCE_EVERY_S = 2.0
STALE_AFTER_S = 5.0


class NoRoomsNode(Unavailable):
    """No live-room server is up just now. Please try again in a moment."""


class Announcement(msgspec.Struct, frozen=True):
    """A node is up. `load` is the number of people in its rooms, `at` is in Unix seconds."""

    node: str
    load: int
    at: float
    draining: bool = False

    @property
    def fresh(self) -> bool:
        return time.time() - self.at < STALE_AFTER_S


def lease_of(room: str) -> str:
    return f"room:{room}"


async def fresh_nodes(client: redis.Redis) -> dict[str, Announcement]:
    """Return the nodes that are up, by name."""
    raw: dict[Any, Any] = await client.hgetall(NODES)
    announced = [msgspec.json.decode(value, type=Announcement) for value in raw.values()]
    return {a.node: a for a in announced if a.fresh}


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
