"""Which facts of the other services the gateway takes in, and what it does with each."""

from collections.abc import Mapping

from services.gateway.productions import actions as productions
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.billing import SubscriptionChanged

HANDLERS: Mapping[type[Event], Handler] = {
    SubscriptionChanged: productions.follow_subscription,
}
