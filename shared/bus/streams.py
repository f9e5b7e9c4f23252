"""Redis connections and the names of the streams."""

import redis.asyncio as redis

from shared.tenancy import Service

BLOCK_MS = 5_000
STREAM_CAP = 100_000
DEAD_CAP = 10_000


def stream_of(service: Service) -> str:
    return f"events:{service}"


def dead_letters_of(service: Service) -> str:
    return f"dead:{service}"


def connect(url: str) -> redis.Redis:
    """Open a pool for commands that answer at once; in a rush they wait for each other.

    Values come back as bytes.
    """
    pool = redis.BlockingConnectionPool.from_url(url, max_connections=64, timeout=5)
    return redis.Redis.from_pool(pool)


def connect_blocking(url: str) -> redis.Redis:
    """Open a pool for blocking reads: its socket time-out is longer than the block."""
    return redis.Redis.from_url(url, socket_timeout=BLOCK_MS / 1000 + 10, max_connections=32)
