"""What the log notes of other services: who was removed from a room."""

from collections.abc import Mapping
from uuid import UUID

from services.gateway.platform.audit import store
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.rooms import PersonRemoved
from shared.tenancy import Connection


async def follow_removal(connection: Connection, event: PersonRemoved) -> None:
    """Write down that a host put somebody out of a session's rooms."""
    kind, _, key = event.who.partition(":")
    act = f"removed from the rooms of session {event.session_id}"
    await store.add(connection, event.removal_id, event.by, act, kind, UUID(key), at=event.at)


EVENT_HANDLERS: Mapping[type[Event], Handler] = {PersonRemoved: follow_removal}
