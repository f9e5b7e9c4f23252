"""Which facts of the other services the gateway takes in, and what it does with each."""

from collections.abc import Mapping, Sequence
from functools import partial

from services.gateway.casting.productions import actions as productions
from services.gateway.identity.subscriptions import actions as money
from services.gateway.identity.subscriptions.deletion import deletion_due
from services.gateway.platform import audit
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.billing import (
    DeletionAnnounced,
    DeletionDue,
    HoursUsed,
    PaymentFailed,
    RepairsMade,
    SubscriptionChanged,
)
from shared.events.rooms import PersonRemoved
from shared.objects import Objects
from shared.tenancy import Service

SOURCES: Sequence[Service] = ("billing", "rooms")


def handlers(objects: Objects) -> Mapping[type[Event], Handler]:
    """Return what is done with each fact; `objects` is where files lie."""
    return {
        SubscriptionChanged: productions.follow_subscription,
        HoursUsed: money.hours_used,
        PaymentFailed: money.payment_failed,
        DeletionAnnounced: money.deletion_announced,
        DeletionDue: partial(deletion_due, objects),
        RepairsMade: money.repairs_made,
        PersonRemoved: audit.follow_removal,
    }
