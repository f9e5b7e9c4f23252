"""Which node has a room: a lease in Redis, taken by who asks first, renewed while the room lives.

`room:<name>` holds `<node>#<fence>`. Fencing numbers only ever grow, also over a flushed Redis,
because they never fall behind its clock (microseconds: a round trip takes longer than one).
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import redis.asyncio as redis

from shared.bus.whereabouts import lease_of

LEASE_MS = 5_000
RENEW_EVERY_S = 1.5
_FENCE = "rooms:fence"

_CLAIM = """
local held = redis.call('GET', KEYS[1])
if held then return held end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
local fence = string.format('%.0f', math.max(last + 1, now))
redis.call('SET', KEYS[2], fence)
local lease = ARGV[1] .. '#' .. fence
redis.call('SET', KEYS[1], lease, 'PX', ARGV[2])
return lease
"""

# A lease that is gone is taken again: a flushed Redis has not given the room to anybody.
_RENEW = """
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""

_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class Lease(msgspec.Struct, frozen=True):
    """A node's right to a room. Of two leases on one room the higher fence is the newer."""

    room: str
    node: str
    fence: int

    @property
    def value(self) -> str:
        return f"{self.node}#{self.fence}"


class Placement:
    """One node's leases."""

    def __init__(self, client: redis.Redis, node: str) -> None:
        self._redis = client
        self._node = node
        self._claim: Any = client.register_script(_CLAIM)
        self._renew: Any = client.register_script(_RENEW)
        self._release: Any = client.register_script(_RELEASE)

    async def claim(self, room: str) -> Lease | None:
        """Take the lease on a room; None when another node has it."""
        raw: bytes = await self._claim(keys=[lease_of(room), _FENCE], args=[self._node, LEASE_MS])
        node, _, fence = raw.decode().partition("#")
        return Lease(room, node, int(fence)) if node == self._node else None

    async def renew(self, leases: Sequence[Lease]) -> list[Lease]:
        """Renew leases; return those that another node has taken in the meantime."""
        return [lease for lease in leases if not await self._ask(self._renew, lease)]

    async def release(self, lease: Lease) -> None:
        """Give a lease back, if it is still ours."""
        await self._release(keys=[lease_of(lease.room)], args=[lease.value])

    async def _ask(self, script: Any, lease: Lease) -> bool:
        return bool(await script(keys=[lease_of(lease.room)], args=[lease.value, LEASE_MS]))
