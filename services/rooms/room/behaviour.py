"""How a kind of room behaves: one struct of functions, put together beside its handlers."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from services.rooms.media.model import Source
from services.rooms.protocol.client_messages import ClientMessage
from services.rooms.protocol.state import State
from services.rooms.room.events import RoomEvent
from services.rooms.room.participant import OPEN, ForwardingPermissions, Participant

R = TypeVar("R")

MessageHandler: TypeAlias = Callable[[R, Participant, Any], Awaitable[None]]
EventHandler: TypeAlias = Callable[[R, Any], Awaitable[None]]


def _nothing(_: Any) -> None:
    """Do nothing."""


async def _nothing_async(_: Any) -> None:
    """Do nothing."""


def _everything(_: Participant) -> ForwardingPermissions:
    return OPEN


class Behaviour(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """What a room of kind `R` does. A room calls these functions from its own task only."""

    slots: int
    """Media slots of each participant."""
    capacity: int
    """People at once."""
    decoder: msgspec.json.Decoder[ClientMessage]
    """Decodes the messages that this kind of room knows."""
    message_handlers: Mapping[type[ClientMessage], MessageHandler[R]]
    event_handlers: Mapping[type[RoomEvent], EventHandler[R]]

    arrive: Callable[[R, Participant], None]
    """Sets where somebody is who came in."""
    visible: Callable[[R, Participant], Iterable[Source]]
    """Lists what a person sees and hears, in the order in which it gets slots."""
    state_for: Callable[[R, Participant], State]
    """Returns what a person may see of the room."""
    permissions: Callable[[Participant], ForwardingPermissions] = _everything
    """Returns what of a person's media may be forwarded and recorded."""

    restore: Callable[[R], Awaitable[None]] = _nothing_async
    """Restores what the room was on another node, before anybody comes in."""
    save: Callable[[R], Awaitable[None]] = _nothing_async
    """Saves what another node needs to restore the room; runs after each event."""
    on_tick: Callable[[R], Awaitable[None]] = _nothing_async
    on_left: Callable[[R], Awaitable[None]] = _nothing_async
    """Runs after somebody was taken out of the room."""
    on_close: Callable[[R], Awaitable[None]] = _nothing_async
    """Finishes what must not be lost."""
    settle: Callable[[R], None] = _nothing
    """Ends what no longer holds, before media is forwarded or a state is sent."""
    send_updates: Callable[[R], None] = _nothing
    """Sends what is no part of the state to those who do not have it yet."""
