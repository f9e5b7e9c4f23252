"""Which events the gateway consumes, and the handlers that its slices have for them."""

from collections.abc import Mapping, Sequence

from services.gateway.casting.productions import events as productions
from services.gateway.casting.subscriptions import events as subscriptions
from services.gateway.platform.audit import events as audit
from shared.bus.consumer import Handler
from shared.events import Event
from shared.objects import Objects
from shared.tenancy import Service

SOURCES: Sequence[Service] = ("billing", "rooms")


def handlers(objects: Objects) -> Mapping[type[Event], Handler]:
    """Return the handler of each event; `objects` is where files lie.

    Raises:
        ValueError: two slices handle the same event.
    """
    tables = (
        audit.EVENT_HANDLERS,
        productions.EVENT_HANDLERS,
        subscriptions.event_handlers(objects),
    )
    collected: dict[type[Event], Handler] = {}
    for table in tables:
        if twice := collected.keys() & table.keys():
            raise ValueError(f"handled by two slices: {twice}")
        collected |= table
    return collected
