"""What a room works with: one frozen bundle, the same for all rooms of a node."""

import msgspec
import redis.asyncio as redis

from services.rooms.media import TransportOptions
from services.rooms.media.ice_servers import IceServers
from services.rooms.takes.recording_manager import RecordingManager
from shared.tenancy import Database


class RoomContext(msgspec.Struct, frozen=True):
    database: Database
    redis: redis.Redis
    options: TransportOptions
    relays: IceServers
    recording_manager: RecordingManager
