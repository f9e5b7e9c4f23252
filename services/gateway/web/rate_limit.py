"""Rate limits: token buckets in Redis, the same for all processes.

Without Redis nobody is refused: then other things are wrong, and this must not make them worse.
"""

import math
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

import msgspec
import redis.asyncio as redis
from redis.exceptions import RedisError

from shared import log
from shared.errors import DomainError

logger = log.get(__name__)

# The clock is Redis' own, so that processes with different clocks agree.
_TAKE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local burst, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local since = now - (tonumber(kept[2]) or now)
local left = math.min(burst, (tonumber(kept[1]) or burst) + math.max(0, since) * rate)
local allowed = left >= 1
if allowed then left = left - 1 end
redis.call('HSET', KEYS[1], 'left', string.format('%.6f', left), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
return {allowed and 1 or 0, string.format('%.6f', left)}
"""


class Bucket(msgspec.Struct, frozen=True):
    """`burst` requests at once; then `rate` a second."""

    name: str
    burst: int
    rate: float


API = Bucket("api", burst=200, rate=20)
SIGN_IN = Bucket("sign-in", burst=120, rate=2)
UPLOADS = Bucket("uploads", burst=200, rate=0.1)
"""Files that are announced."""
REFUSALS = Bucket("refusals", burst=60, rate=0.2)
"""Secrets that were no good: an office that comes back after its sessions ended fits in."""


class RateLimitStatus(msgspec.Struct, frozen=True):
    """How full a caller's bucket is after a request."""

    bucket: Bucket
    allowed: bool
    left: float

    @property
    def headers(self) -> dict[str, str]:
        """The usual headers (draft-ietf-httpapi-ratelimit-headers-03; RFC 9110 section 10.2.3)."""
        full = math.ceil((self.bucket.burst - self.left) / self.bucket.rate)
        headers = {
            "ratelimit-limit": str(self.bucket.burst),
            "ratelimit-remaining": str(math.floor(self.left)),
            "ratelimit-reset": str(full),
        }
        if not self.allowed:
            headers["retry-after"] = str(max(1, math.ceil((1 - self.left) / self.bucket.rate)))
        return headers


class QuotaExceeded(DomainError):
    """This is more than is allowed for now. Please go on later."""


class RateLimitExceeded(DomainError):
    """This was too much at once. Please go on in a moment."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


async def acquire(client: redis.Redis, bucket: Bucket, caller: str) -> RateLimitStatus:
    """Take one request out of a caller's bucket, where one is left."""
    key = f"limit:{bucket.name}:{caller}"
    allowed, left = await client.register_script(_TAKE)([key], [bucket.burst, bucket.rate])
    return RateLimitStatus(bucket, allowed == 1, float(left))


async def count(client: redis.Redis, bucket: Bucket, caller: str) -> RateLimitStatus | None:
    """Take one request out of a caller's bucket; None where nobody is counted just now.

    Raises:
        RateLimitExceeded: none is left.
    """
    try:
        level = await acquire(client, bucket, caller)
    except (RedisError, OSError) as error:
        logger.warning("nobody is counted", error=str(error))
        return None
    if not level.allowed:
        raise RateLimitExceeded(level.headers)
    return level


async def record_refusal(client: redis.Redis, address: str, error: DomainError) -> None:
    """Count a secret that was refused, at the address that it came from.

    Raises:
        RateLimitExceeded: too many were, so that the caller is asked to wait instead of why.
    """
    try:
        await count(client, REFUSALS, place_of(address))
    except RateLimitExceeded as too_much:
        raise too_much from error


def place_of(address: str) -> str:
    """Return what an address is counted as: itself, or the network of one IPv6 subscriber.

    Whoever has one address of a /64 has all of them (RFC 6177).
    """
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), 64), strict=False))
