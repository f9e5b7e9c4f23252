"""The state of a stage, its lobby and those who watch, and queries on it."""

import time
from typing import Any

from services.rooms.room.behaviour import Behaviour
from services.rooms.room.context import RoomContext
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room, Ticket
from services.rooms.stage.model import (
    CLOSED,
    Countdown,
    PrompterText,
    Returning,
    SavedSnapshot,
    Unattended,
)
from services.rooms.takes.model import Take
from services.rooms.takes.running_take import RunningTake

ON_STAGE = 6
"""People on stage at once."""


class Stage(Room):
    """Actors wait in the lobby until a host brings them in; decision-makers watch."""

    def __init__(
        self, behaviour: Behaviour[Any], ticket: Ticket, fence: int, context: RoomContext
    ) -> None:
        super().__init__(behaviour, ticket, fence, context)
        self.countdown: Countdown | None = None
        self.running: RunningTake | None = None
        self.unattended: Unattended | None = None
        """Set while the running take waits for a host or runner."""
        self.storing: Take | None = None
        """The take that was stopped last, while it is being stored."""
        self.takes: list[Take] | None = None
        """This room's takes, once they were read."""
        self.hosted = False
        """Whether a host or runner has been here."""
        self.prompter: PrompterText = CLOSED
        self.returning = Returning()
        self.saved = SavedSnapshot()

    @property
    def on_stage(self) -> list[Participant]:
        return [p for p in self.people.values() if p.where == "stage"]

    @property
    def in_lobby(self) -> list[Participant]:
        """Those who wait, in the order of the day."""
        found = [p for p in self.people.values() if p.where == "lobby"]
        return sorted(found, key=_order)

    @property
    def hosts(self) -> list[Participant]:
        return [p for p in self.people.values() if p.manages]

    @property
    def audience(self) -> list[Participant]:
        return [p for p in self.people.values() if p.where != "lobby"]

    @property
    def expected_back(self) -> frozenset[str]:
        """Who was on stage on another node, and may still come back to it."""
        return self.returning.who if time.monotonic() < self.returning.until else frozenset()

    @property
    def places(self) -> int:
        """How many more people fit on stage."""
        return ON_STAGE - len(self.on_stage)

    @property
    def busy(self) -> bool:
        """Whether a take runs or is about to: nobody comes or goes then, nor does the room."""
        return self.running is not None or self.countdown is not None


def _order(participant: Participant) -> tuple[bool, bool, int, float]:
    """Order by slot; who has none comes later, first come first, and who was seen comes
    last."""
    waits = participant.ticket.waits
    return (participant.seen, waits is None, waits or 0, participant.since.timestamp())
