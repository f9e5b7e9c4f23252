"""The stage, its lobby, and those who watch."""

from collections.abc import Iterable
from datetime import UTC, datetime

from services.rooms.media import Source
from services.rooms.protocol import client_messages
from services.rooms.protocol.state import State
from services.rooms.room.context import RoomContext
from services.rooms.room.participant import ForwardingPermissions, Participant
from services.rooms.room.room import Room, Ticket
from services.rooms.stage import prompter, state, talkback, visibility
from services.rooms.stage.prompter import CLOSED, PrompterText
from services.rooms.stage.snapshot import SnapshotStore
from services.rooms.stage.takes import active_take, attendance
from services.rooms.stage.takes.attendance import Unattended
from services.rooms.stage.takes.countdown import Countdown
from services.rooms.takes.model import Take
from services.rooms.takes.recording_manager import RunningTake

ON_STAGE = 6
"""People on stage at once."""


class Stage(Room):
    """Actors wait in the lobby until a host brings them in; decision-makers watch."""

    slots = 10
    capacity = 40
    language = client_messages.ON_STAGE

    def __init__(self, ticket: Ticket, fence: int, context: RoomContext) -> None:
        super().__init__(ticket, fence, context)
        self.countdown: Countdown | None = None
        self.running: RunningTake | None = None
        self.unattended: Unattended | None = None
        """Set while the running take waits for a host or runner."""
        self.storing: Take | None = None
        """The take that was stopped last, while it is being kept."""
        self.takes: list[Take] | None = None
        """This room's takes, once they were read."""
        self.hosted = False
        """Whether a host or runner has been here."""
        self.prompter: PrompterText = CLOSED
        self._snapshots = SnapshotStore()

    @property
    def on_stage(self) -> list[Participant]:
        return [p for p in self.people.values() if p.where == "stage"]

    @property
    def in_lobby(self) -> list[Participant]:
        """Those who wait, in the order of the day."""
        found = [p for p in self.people.values() if p.where == "lobby"]
        return sorted(found, key=_turn)

    @property
    def hosts(self) -> list[Participant]:
        return [p for p in self.people.values() if p.manages]

    @property
    def places(self) -> int:
        """How many more people fit on stage."""
        return ON_STAGE - len(self.on_stage)

    @property
    def busy(self) -> bool:
        """Whether a take runs or is about to: nobody comes or goes then, nor does the room."""
        return self.running is not None or self.countdown is not None

    def arrive(self, participant: Participant) -> None:
        self.hosted = self.hosted or participant.manages
        if participant.role in ("actor", "guardian") and not self._returns(participant):
            participant.where = "lobby"
        elif participant.role == "decision_maker" or self.busy or not self.places:
            participant.where = "watching"
        else:
            self.place(participant)

    def _returns(self, participant: Participant) -> bool:
        """Whether a host had brought them in before the room moved, and there is a place."""
        awaited = self._snapshots.awaits(participant.who)
        return awaited and self.places > 0 and not self.busy

    def place(self, participant: Participant) -> None:
        """Put somebody onto the stage."""
        participant.where, participant.on_stage_since = "stage", datetime.now(UTC)

    def fill_places(self) -> None:
        """Let those who only watch for lack of a place, or for a take, onto the stage."""
        for participant in self.people.values():
            if participant.where == "watching":
                self.arrive(participant)

    def audience(self) -> list[Participant]:
        return [p for p in self.people.values() if p.where != "lobby"]

    def permissions(self, participant: Participant) -> ForwardingPermissions:
        return visibility.permissions(participant)

    def visible(self, participant: Participant) -> Iterable[Source]:
        return visibility.visible(self.people.values(), participant)

    def settle(self) -> None:
        talkback.release(self)
        attendance.look(self)
        active_take.arm(self)

    def state_for(self, participant: Participant) -> State:
        return state.state_for(self, participant)

    def tell_more(self) -> None:
        prompter.tell(self)

    async def open(self) -> None:
        await self._snapshots.recall(self)

    async def remember(self) -> None:
        await self._snapshots.write(self)

    async def look_around(self) -> None:
        await active_take.look(self)

    async def left(self) -> None:
        active_take.end_without_people(self)
        self.fill_places()

    async def closing(self) -> None:
        active_take.end(self, "room_closed")


def _turn(participant: Participant) -> tuple[bool, bool, int, float]:
    """Order by slot; who has none comes later, first come first, and who was seen comes last."""
    waits = participant.ticket.waits
    return (participant.seen, waits is None, waits or 0, participant.since.timestamp())
