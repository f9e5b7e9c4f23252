"""Follows the state of subscriptions, as billing publishes it."""

from collections.abc import Mapping

from services.gateway.casting.productions import store
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.billing import SubscriptionChanged
from shared.tenancy import Connection


async def follow_subscription(connection: Connection, event: SubscriptionChanged) -> None:
    await store.follow_subscription(
        connection, event.production_id, event.status, event.plan, event.changed_at
    )


EVENT_HANDLERS: Mapping[type[Event], Handler] = {SubscriptionChanged: follow_subscription}
