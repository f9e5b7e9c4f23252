"""What happens on a stage only."""

from services.rooms.room.events import RoomEvent
from shared.ids import TakeId


class CountdownEnded(RoomEvent, frozen=True):
    """A countdown reached its end; `number` says which."""

    number: int


class HostAwaited(RoomEvent, frozen=True):
    """A running take has waited for a host or runner for long enough; `number` says which wait."""

    number: int


class TakePhaseChanged(RoomEvent, frozen=True):
    """A stopped take was stored, or could not be."""

    take_id: TakeId
