"""Which node has a room: a lease in Redis, taken by who asks first, renewed while the room lives.

`room:<name>` holds `<node>#<fence>`. Fencing numbers only ever grow, also over a flushed Redis,
because they never fall behind its clock (microseconds: a round trip takes longer than one). They
are what protects writes; the lease only says where to ask.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import msgspec
import redis.asyncio as redis

from services.rooms.cluster import lua
from shared.bus.node_registry import NODES, STALE_AFTER_S, lease_of
from shared.bus.signalling import node_stream

LEASE_MS = int(STALE_AFTER_S * 1000)
FORGET_AFTER_S = 60
SETTLE_MS = LEASE_MS
"""After a flush nobody takes a room as long as somebody may still hold it by their own view."""
_FENCE, _UNSETTLED = "rooms:fence", "rooms:unsettled"


class Lease(msgspec.Struct, frozen=True):
    """A node's right to a room. Of two leases on one room the higher fence is the newer."""

    room: str
    node: str
    fence: int

    @property
    def value(self) -> str:
        return f"{self.node}#{self.fence}"


class Placement:
    """One node's leases, and its heartbeat. A node claims nothing before its first one."""

    def __init__(self, client: redis.Redis, node: str) -> None:
        self._redis = client
        self._node = node
        self._held: dict[Lease, float] = {}
        self._announced = False
        self._lock = asyncio.Lock()
        self._claim: Any = client.register_script(lua.CLAIM)
        self._heartbeat: Any = client.register_script(lua.HEARTBEAT)
        self._release: Any = client.register_script(lua.RELEASE)

    async def claim(self, room: str) -> Lease | None:
        """Take the lease on a room; None when another node has it, or may have it."""
        asked_at = time.monotonic()
        keys = [lease_of(room), _FENCE, NODES, _UNSETTLED]
        raw: bytes | None = await self._claim(keys=keys, args=[self._node, LEASE_MS])
        node, _, fence = raw.decode().partition("#") if raw else ("", "", "")
        if node != self._node:
            return None
        lease = Lease(room, node, int(fence))
        self._held[lease] = asked_at
        return lease

    def holds(self, lease: Lease) -> bool:
        """Whether the lease is ours, without asking Redis: nobody can have taken it since."""
        renewed_at = self._held.get(lease)
        return renewed_at is not None and time.monotonic() - renewed_at < LEASE_MS / 1000

    async def heartbeat(self, leases: Sequence[Lease], load: int, *, draining: bool) -> list[Lease]:
        """Announce the node and renew its leases; return those that another node has taken."""
        async with self._lock:  # a lease that is released meanwhile would be taken again
            return await self._renew(
                leases, {"node": self._node, "load": load, "draining": draining}
            )

    async def _renew(self, leases: Sequence[Lease], announcement: dict[str, object]) -> list[Lease]:
        asked_at = time.monotonic()
        own = [self._node, msgspec.json.encode(announcement), LEASE_MS, FORGET_AFTER_S]
        taken: list[int] = await self._heartbeat(
            keys=[
                NODES,
                node_stream(self._node),
                _UNSETTLED,
                *(lease_of(le.room) for le in leases),
            ],
            args=[*own, SETTLE_MS if self._announced else 0, *(lease.value for lease in leases)],
        )
        self._announced = True
        self._held |= dict.fromkeys(leases, asked_at)
        lost = [leases[place] for place in taken]
        for lease in lost:
            del self._held[lease]
        return lost

    async def release(self, lease: Lease) -> None:
        """Give a lease back, if it is still ours."""
        async with self._lock:
            self._held.pop(lease, None)
            await self._release(keys=[lease_of(lease.room)], args=[lease.value])

    async def withdraw(self) -> None:
        """Take the node off the list; its stream goes with it."""
        await self._redis.hdel(NODES, self._node)
        await self._redis.delete(node_stream(self._node))
