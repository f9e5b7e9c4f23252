"""What a room tells: collected while it works, then sent in one go, in order."""

from collections import defaultdict
from collections.abc import Iterable

import redis.asyncio as redis
from redis.exceptions import RedisError

from services.rooms import metrics, told
from services.rooms.endings import Ending
from services.rooms.people import Connection
from shared import log
from shared.bus import lanes

logger = log.get(__name__)


class Outgoing:
    """One room's messages to the gateways of its connections."""

    def __init__(self, client: redis.Redis) -> None:
        self._redis = client
        self._waiting: dict[str, list[lanes.ToGateway]] = defaultdict(list)

    def tell(self, connections: Iterable[Connection], message: told.Told) -> None:
        self.tell_encoded(connections, told.encode(message))

    def tell_encoded(self, connections: Iterable[Connection], body: bytes) -> None:
        by_gateway: dict[str, list[str]] = defaultdict(list)
        for connection in connections:
            by_gateway[connection.gateway].append(connection.id)
        for gateway, ids in by_gateway.items():
            self._waiting[gateway].append(lanes.Tell(ids, body))

    def hang(self, connection: Connection, ending: Ending, reason: str) -> None:
        metrics.HUNG.labels(code=int(ending)).inc()
        self._waiting[connection.gateway].append(
            lanes.Hang([connection.id], int(ending), reason[:120])
        )

    async def flush(self) -> None:
        """Send what waits. A client that misses something comes in again, so nothing is kept."""
        waiting, self._waiting = self._waiting, defaultdict(list)
        for gateway, messages in waiting.items():
            try:
                await lanes.send(self._redis, lanes.gateway_lane(gateway), *messages)
            except (OSError, RedisError) as error:
                logger.warning("not told", gateway=gateway, error=str(error))
