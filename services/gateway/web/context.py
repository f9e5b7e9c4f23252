"""What the HTTP frame of one gateway process holds open, and where a caller is."""

from typing import Any, TypeAlias

import msgspec
import redis.asyncio as redis
from litestar.connection import ASGIConnection

from services.gateway.settings import Settings
from services.gateway.web.authentication import Authenticator
from services.gateway.web.recent_callers import RecentCallers
from shared.objects import Objects
from shared.tenancy import Database

Caller: TypeAlias = ASGIConnection[Any, Any, Any, Any]


class AppContext(msgspec.Struct, frozen=True):
    """What every request may need. Clients of single slices are dependencies of their own."""

    settings: Settings
    database: Database
    redis: redis.Redis
    objects: Objects
    authenticator: Authenticator
    callers: RecentCallers = msgspec.field(default_factory=RecentCallers)


def context_of(caller: Caller) -> AppContext:
    app_context: AppContext = caller.app.state.app_context
    return app_context


def address_of(caller: Caller) -> str:
    """Return where a caller is, as far as it is known."""
    return caller.client.host if caller.client else ""
