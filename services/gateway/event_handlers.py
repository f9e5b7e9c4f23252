"""Which facts the gateway hears, its own among them, and the handlers that its slices have."""

from collections.abc import Mapping, Sequence

from services.gateway.casting.candidates.answers import events as answers
from services.gateway.casting.productions import events as productions
from services.gateway.casting.subscriptions import events as subscriptions
from services.gateway.platform.audit import events as audit
from shared.bus.consumer import Handler, Handlers
from shared.events import Event
from shared.tenancy import Service

SOURCES: Sequence[Service] = ("gateway", "rooms", "billing")


def handlers() -> Handlers:
    """Return tables of handlers, each under the name of its inbox.

    A slice comes under its own name. The first three, which hear different facts, stay in the inbox
    in which those were taken in before slices had names there.

    Raises:
        ValueError: two of these handle the same event.
    """
    return {
        "casting": _together(
            audit.EVENT_HANDLERS,
            productions.EVENT_HANDLERS,
            subscriptions.EVENT_HANDLERS,
        ),
        "candidates": answers.EVENT_HANDLERS,
    }


def _together(*tables: Mapping[type[Event], Handler]) -> Mapping[type[Event], Handler]:
    collected: dict[type[Event], Handler] = {}
    for table in tables:
        if twice := collected.keys() & table.keys():
            raise ValueError(f"handled twice in one inbox: {twice}")
        collected |= table
    return collected
