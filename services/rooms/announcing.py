"""A node says that it is up, for gateways to find it, and forgets nodes that are long gone."""

import time
from typing import Any

import msgspec
import redis.asyncio as redis

from shared.bus.lanes import node_lane
from shared.bus.whereabouts import NODES, Announcement

FORGET_AFTER_S = 60.0


async def announce(client: redis.Redis, node: str, load: int, *, draining: bool) -> None:
    """Announce a node, and let its lane live a while longer."""
    said = Announcement(node=node, load=load, at=time.time(), draining=draining)
    async with client.pipeline(transaction=False) as pipeline:
        pipeline.hset(NODES, node, msgspec.json.encode(said))
        pipeline.expire(node_lane(node), int(FORGET_AFTER_S))
        await pipeline.execute()
    await _forget_the_dead(client)


async def withdraw(client: redis.Redis, node: str) -> None:
    """Take a node that stops off the list."""
    await client.hdel(NODES, node)
    await client.delete(node_lane(node))


async def _forget_the_dead(client: redis.Redis) -> None:
    raw: dict[Any, Any] = await client.hgetall(NODES)
    long_ago = time.time() - FORGET_AFTER_S
    dead = [n for n, v in raw.items() if msgspec.json.decode(v, type=Announcement).at < long_ago]
    if dead:
        await client.hdel(NODES, *dead)
