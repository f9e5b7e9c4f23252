"""What a room sends: collected while it handles an event, then sent in one go, in order."""

from collections import defaultdict
from collections.abc import Iterable

import redis.asyncio as redis
from redis.exceptions import RedisError

from services.rooms import metrics
from services.rooms.protocol import server_messages
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.room.participant import Connection
from shared import log
from shared.bus import signalling

logger = log.get(__name__)


class Outbound:
    """One room's messages to the gateways of its connections."""

    def __init__(self, client: redis.Redis) -> None:
        self._redis = client
        self._waiting: dict[str, list[signalling.ToGateway]] = defaultdict(list)

    def send(
        self, connections: Iterable[Connection], message: server_messages.ServerMessage
    ) -> None:
        self.send_encoded(connections, server_messages.encode(message))

    def send_encoded(self, connections: Iterable[Connection], body: bytes) -> None:
        by_gateway: dict[str, list[str]] = defaultdict(list)
        for connection in connections:
            by_gateway[connection.gateway].append(connection.id)
        for gateway, ids in by_gateway.items():
            self._waiting[gateway].append(signalling.ServerMessage(ids, body))

    def close_connection(self, connection: Connection, code: CloseCode, reason: str) -> None:
        metrics.CONNECTIONS_CLOSED.labels(code=int(code)).inc()
        self._waiting[connection.gateway].append(
            signalling.CloseConnection([connection.id], int(code), reason[:120])
        )

    async def flush(self) -> None:
        """Send what was collected. Nothing is sent twice: a client that misses something comes in
        again."""
        waiting, self._waiting = self._waiting, defaultdict(list)
        for gateway, messages in waiting.items():
            try:
                await signalling.send(self._redis, signalling.gateway_stream(gateway), *messages)
            except (OSError, RedisError) as error:
                logger.warning("messages not sent", gateway=gateway, error=str(error))
