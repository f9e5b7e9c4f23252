"""Which facts of the other services the gateway takes in, and what it does with each."""

from collections.abc import Mapping, Sequence

from services.gateway import audit
from services.gateway.money import actions as money
from services.gateway.productions import actions as productions
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.billing import (
    DeletionAnnounced,
    HoursUsed,
    PaymentFailed,
    SubscriptionChanged,
)
from shared.events.rooms import PersonRemoved
from shared.tenancy import Service

SOURCES: Sequence[Service] = ("billing", "rooms")
HANDLERS: Mapping[type[Event], Handler] = {
    SubscriptionChanged: productions.follow_subscription,
    HoursUsed: money.hours_used,
    PaymentFailed: money.payment_failed,
    DeletionAnnounced: money.deletion_announced,
    PersonRemoved: audit.follow_removal,
}
