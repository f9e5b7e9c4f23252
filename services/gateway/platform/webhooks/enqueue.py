"""Events become deliveries, in the transaction that consumes them."""

from collections.abc import Mapping, Sequence

import msgspec

from services.gateway.platform.webhooks.delivery import store
from services.gateway.platform.webhooks.event_types import KINDS
from services.gateway.platform.webhooks.model import KindName, Message
from shared.bus.consumer import Handler
from shared.events import Event
from shared.tenancy import Connection, Service

SOURCES: Sequence[Service] = ("gateway", "rooms", "billing")


async def enqueue(connection: Connection, name: KindName, event: Event) -> None:
    """Queue an event for each webhook that wants its kind."""
    webhooks = await store.wanting(connection, name)
    data = await KINDS[name].read(connection, event) if webhooks else None
    if data is None:
        return
    message = Message(name, KINDS[name].version, event.id, event.at, event.agency_id, data)
    await store.add(connection, webhooks, name, event.id, msgspec.json.encode(message).decode())


def _handler(name: KindName) -> Handler:
    async def handle(connection: Connection, event: Event) -> None:
        await enqueue(connection, name, event)

    return handle


HANDLERS: Mapping[type[Event], Handler] = {
    kind.fact: _handler(name) for name, kind in KINDS.items()
}
