"""How much one caller may ask: a token bucket in Redis, the same for all processes.

Callers are programs by their token, people by their session, and everybody else by their address.
The API and the door are limited; pages are not, for one of them asks for many. Without Redis
nobody is refused: then other things are wrong, and this must not make them worse.
"""

import hashlib
import math
from collections.abc import Mapping

import msgspec
import redis.asyncio as redis
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from redis.exceptions import RedisError

from services.gateway.house import Caller, bearer_token, house_of, session_token
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
DOOR = Bucket("door", burst=120, rate=2)


class Level(msgspec.Struct, frozen=True):
    """How full a caller's bucket is after a request."""

    bucket: Bucket
    allowed: bool
    left: float

    @property
    def headers(self) -> dict[str, str]:
        """The usual headers (draft-ietf-httpapi-ratelimit-headers-03; RFC 9110 section 10.2.3)."""
        full = math.ceil((self.bucket.burst - self.left) / self.bucket.rate)
        told = {
            "ratelimit-limit": str(self.bucket.burst),
            "ratelimit-remaining": str(math.floor(self.left)),
            "ratelimit-reset": str(full),
        }
        if not self.allowed:
            told["retry-after"] = str(max(1, math.ceil((1 - self.left) / self.bucket.rate)))
        return told


class TooMuch(DomainError):
    """This was too much at once. Please go on in a moment."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers


async def take(client: redis.Redis, bucket: Bucket, caller: str) -> Level:
    """Take one request out of a caller's bucket, where one is left."""
    key = f"limit:{bucket.name}:{caller}"
    allowed, left = await client.register_script(_TAKE)([key], [bucket.burst, bucket.rate])
    return Level(bucket, allowed == 1, float(left))


class Limits(ASGIMiddleware):
    """Refuses what is too much, and tells programs how much is left."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        bucket = _bucket(scope)
        if bucket is None:
            await next_app(scope, receive, send)
            return
        caller: Caller = Caller(scope)
        try:
            level = await take(house_of(caller).redis, bucket, _name(caller))
        except (RedisError, OSError) as error:
            logger.warning("nobody is counted", error=str(error))
            await next_app(scope, receive, send)
            return
        if not level.allowed:
            raise TooMuch(level.headers)
        told = [(name.encode(), value.encode()) for name, value in level.headers.items()]

        async def send_with_level(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *told]
            await send(message)

        await next_app(scope, receive, send_with_level)


def _bucket(scope: Scope) -> Bucket | None:
    if scope["type"] != ScopeType.HTTP:
        return None
    if scope["path"].startswith("/api/v1/"):
        return API
    if scope["path"].startswith("/sign-in") and scope["method"] == "POST":
        return DOOR
    return None


def _name(caller: Caller) -> str:
    """Name a caller, without keeping a secret: what they carry, else where they are."""
    carried = bearer_token(caller) or session_token(caller)
    if carried:
        return hashlib.sha256(carried.encode()).hexdigest()
    return caller.client.host if caller.client else ""
