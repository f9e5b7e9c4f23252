"""What is said to a process is read once, whenever it begins to, and goes on after a failure."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import msgspec
import pytest
from redis.asyncio import Redis

from shared.bus import signalling, streams
from shared.bus.signalling import Disconnect, StreamReader, ToNode
from shared.ids import new_id

PATIENCE_S = 20


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[Redis]:
    async with streams.connect(redis_url) as connected:
        yield connected


@pytest.fixture
async def blocking(redis_url: str) -> AsyncIterator[Redis]:
    async with streams.connect_blocking(redis_url) as connected:
        yield connected


async def send(client: Redis, node: str, *connections: str) -> None:
    messages = [Disconnect(connection) for connection in connections]
    await signalling.send(client, signalling.node_stream(node), *messages)


async def receive(reader: StreamReader[ToNode], count: int) -> list[str]:
    """Read so many messages, and stop as after a failure."""
    received: list[str] = []
    async with asyncio.timeout(PATIENCE_S), aclosing(reader.messages()) as messages:
        async for message in messages:
            received.append(message.connection)
            if len(received) == count:
                break
    return received


async def test_what_is_sent_before_somebody_reads_is_received(
    client: Redis, blocking: Redis
) -> None:
    node = new_id().hex
    await send(client, node, "a", "b")
    assert await receive(signalling.node_reader(blocking, node), 2) == ["a", "b"]


async def test_after_a_failure_it_goes_on_where_it_was(client: Redis, blocking: Redis) -> None:
    node, neighbour = new_id().hex, new_id().hex
    reader = signalling.node_reader(blocking, node)
    await send(client, node, "a", "b", "c")
    assert await receive(reader, 2) == ["a", "b"]
    await send(client, neighbour, "x")
    await send(client, node, "d")
    assert await receive(reader, 2) == ["c", "d"]


async def test_a_stream_that_was_lost_is_read_from_its_beginning(
    client: Redis, blocking: Redis
) -> None:
    node = new_id().hex
    reader = signalling.node_reader(blocking, node)
    await send(client, node, "a")
    assert await receive(reader, 1) == ["a"]
    await client.flushall()
    body = msgspec.msgpack.encode(Disconnect("b"))  # of a server whose clock is behind
    await client.xadd(signalling.node_stream(node), {b"m": body}, id=b"1-1")
    assert await receive(reader, 1) == ["b"]
