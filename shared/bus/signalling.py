"""Room signalling between gateways and rooms nodes: one Redis stream for each process.

These streams carry the moment, not facts: they are short, bounded, and nobody mourns their loss. A
client that misses something rejoins and gets the whole state.
"""

import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, TypeAlias

import msgspec
import redis.asyncio as redis

from shared.bus.streams import BLOCK_MS
from shared.tickets import Place

STREAM_CAP = 10_000
_BATCH = 200
_STREAM_LIFETIME_S = 60  # after its reader is gone


class JoinRequest(msgspec.Struct, frozen=True, tag="knock"):
    """A connection wants to come in. `ticket` is signed for `place`."""

    connection: str
    gateway: str
    place: Place
    ticket: str


class ClientMessage(msgspec.Struct, frozen=True, tag="say"):
    """A connection says something: one message of the rooms protocol, as the client sent it."""

    connection: str
    body: bytes


class Disconnect(msgspec.Struct, frozen=True, tag="leave"):
    """A connection is gone; `for_good` where the person has no right to come back by it."""

    connection: str
    for_good: bool = False


class ServerMessage(msgspec.Struct, frozen=True, tag="tell"):
    """The room tells some connections one thing."""

    connections: list[str]
    body: bytes


class CloseConnection(msgspec.Struct, frozen=True, tag="hang"):
    """The room ends some connections, with a WebSocket close code (4000 to 4999) and a reason."""

    connections: list[str]
    code: int
    reason: str


ToNode: TypeAlias = JoinRequest | ClientMessage | Disconnect
ToGateway: TypeAlias = ServerMessage | CloseConnection
_encoder = msgspec.msgpack.Encoder()
_to_node = msgspec.msgpack.Decoder(ToNode)
_to_gateway = msgspec.msgpack.Decoder(ToGateway)


def node_stream(node: str) -> str:
    return f"lane:node:{node}"


def gateway_stream(gateway: str) -> str:
    return f"lane:gateway:{gateway}"


async def send(client: redis.Redis, stream: str, *messages: ToNode | ToGateway) -> None:
    """Put messages on a stream, in order, in one round trip."""
    async with client.pipeline(transaction=False) as pipeline:
        for message in messages:
            pipeline.xadd(
                stream, {b"m": _encoder.encode(message)}, maxlen=STREAM_CAP, approximate=True
            )
        pipeline.expire(stream, _STREAM_LIFETIME_S)
        await pipeline.execute()


async def node_messages(client: redis.Redis, node: str) -> AsyncIterator[ToNode]:
    """Yield what gateways say to a node from now on. `client` is a blocking pool's."""
    async for raw in _messages(client, node_stream(node)):
        with suppress(msgspec.DecodeError):  # a kind that a newer gateway says
            yield _to_node.decode(raw)


async def gateway_messages(client: redis.Redis, gateway: str) -> AsyncIterator[ToGateway]:
    """Yield what nodes say to a gateway from now on. `client` is a blocking pool's."""
    async for raw in _messages(client, gateway_stream(gateway)):
        with suppress(msgspec.DecodeError):  # a kind that a newer node says
            yield _to_gateway.decode(raw)


async def _messages(client: redis.Redis, stream: str) -> AsyncIterator[bytes]:
    """Read a stream from now on; what an earlier reading left there is nobody's any more."""
    await client.delete(stream)
    last: bytes | str = "0"
    refreshed = 0.0
    while True:
        if time.monotonic() - refreshed > _STREAM_LIFETIME_S / 3:
            await client.expire(stream, _STREAM_LIFETIME_S)
            refreshed = time.monotonic()
        answer: Any = await client.xread({stream: last}, count=_BATCH, block=BLOCK_MS)
        entries = answer.items() if isinstance(answer, dict) else answer or ()
        for _, batch in entries:
            for entry, fields in batch[0] if isinstance(batch[0], list) else batch:
                last = entry
                yield fields[b"m"]
