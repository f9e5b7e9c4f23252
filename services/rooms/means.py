"""What a room works with: one frozen bundle, the same for all rooms of a node."""

import msgspec
import redis.asyncio as redis

from services.rooms.media import TransportOptions
from services.rooms.relays import Relays
from services.rooms.takes.studio import Studio
from shared.tenancy import Database


class Means(msgspec.Struct, frozen=True):
    database: Database
    redis: redis.Redis
    options: TransportOptions
    relays: Relays
    studio: Studio
