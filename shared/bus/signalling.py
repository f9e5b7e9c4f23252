"""Room signalling between gateways and rooms nodes: one Redis stream for each process.

These streams carry the moment, not facts: they are short, bounded, and nobody mourns their loss. A
client that misses something rejoins and gets the whole state.
"""

import time
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any, Generic, TypeAlias, TypeVar

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
_BEGINNING = b"0-0"
_Entry: TypeAlias = tuple[bytes, dict[bytes, bytes]]
T = TypeVar("T")


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


class StreamReader(Generic[T]):
    """Reads the stream of one process, whose name is new, so that all in it is meant for it: also
    what comes before it begins to read, and while it cannot. `client` is a blocking pool's."""

    def __init__(
        self, client: redis.Redis, stream: str, decoder: msgspec.msgpack.Decoder[T]
    ) -> None:
        self._client = client
        self._stream = stream
        self._decoder = decoder
        self._last = _BEGINNING

    async def messages(self) -> AsyncGenerator[T]:
        """Yield one message after the other, for ever; after a failure, from where it was."""
        if await self._is_another_stream():
            self._last = _BEGINNING
        refreshed = float("-inf")
        while True:
            if time.monotonic() - refreshed > _STREAM_LIFETIME_S / 3:
                await self._client.expire(self._stream, _STREAM_LIFETIME_S)
                refreshed = time.monotonic()
            for entry, fields in await self._read():
                self._last = entry
                with suppress(msgspec.DecodeError):  # a kind that a newer process says
                    yield self._decoder.decode(fields[b"m"])

    async def _read(self) -> list[_Entry]:
        answer: Any = await self._client.xread(
            {self._stream: self._last}, count=_BATCH, block=BLOCK_MS
        )
        batches = answer.values() if isinstance(answer, dict) else [b for _, b in answer or ()]
        return [entry for batch in batches for entry in _flat(batch)]

    async def _is_another_stream(self) -> bool:
        """Whether Redis lost the stream since: a new one may begin with smaller numbers, where the
        clock of another server is behind."""
        newest: Any = await self._client.xrevrange(self._stream, count=1)
        return not newest or _number(newest[0][0]) < _number(self._last)


def node_reader(client: redis.Redis, node: str) -> StreamReader[ToNode]:
    """Return what reads what gateways say to a node."""
    return StreamReader(client, node_stream(node), _to_node)


def gateway_reader(client: redis.Redis, gateway: str) -> StreamReader[ToGateway]:
    """Return what reads what nodes say to a gateway."""
    return StreamReader(client, gateway_stream(gateway), _to_gateway)


def _flat(batch: Any) -> list[_Entry]:
    """Return the entries of a stream, which RESP3 wraps once more."""
    return batch[0] if batch and isinstance(batch[0], list) else batch


def _number(entry: bytes) -> tuple[int, int]:
    """Return an entry's id, milliseconds and a number, to be compared."""
    milliseconds, _, number = entry.partition(b"-")
    return int(milliseconds), int(number or 0)
