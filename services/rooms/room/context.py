"""What a room works with: one frozen bundle, the same for all rooms of a node."""

import msgspec
import redis.asyncio as redis

from services.rooms.media.ice_servers import IceServers
from services.rooms.media.transport.options import TransportOptions
from services.rooms.takes.recording_manager import RecordingManager
from shared.tenancy import Database


class RoomContext(msgspec.Struct, frozen=True):
    """The database, the bus, the media plane's options and the recorder of a node."""

    database: Database
    redis: redis.Redis
    transport_options: TransportOptions
    ice_servers: IceServers
    recording_manager: RecordingManager
