"""The stage, its lobby, and those who watch."""

from collections.abc import Iterable
from datetime import UTC, datetime

from services.rooms import attending, heard, prompting, seeing, speaking, stage_view, tapes
from services.rooms.attending import Unattended
from services.rooms.counting import Countdown
from services.rooms.means import Means
from services.rooms.media import Source
from services.rooms.people import Gates, Person
from services.rooms.picture import State
from services.rooms.prompting import CLOSED, Text
from services.rooms.remembering import Remembering
from services.rooms.room import Room, Ticket
from services.rooms.takes.model import Take
from services.rooms.takes.studio import Running

ON_STAGE = 6
"""People on stage at once."""


class Stage(Room):
    """Actors wait in the lobby until a host brings them in; decision-makers watch."""

    slots = 10
    capacity = 40
    language = heard.ON_STAGE

    def __init__(self, ticket: Ticket, fence: int, means: Means) -> None:
        super().__init__(ticket, fence, means)
        self.countdown: Countdown | None = None
        self.running: Running | None = None
        self.unattended: Unattended | None = None
        """Set while the running take waits for a host or runner."""
        self.storing: Take | None = None
        """The take that was stopped last, while it is being kept."""
        self.takes: list[Take] | None = None
        """This room's takes, once they were read."""
        self.hosted = False
        """Whether a host or runner has been here."""
        self.prompter: Text = CLOSED
        self._remembering = Remembering()

    @property
    def on_stage(self) -> list[Person]:
        return [p for p in self.people.values() if p.where == "stage"]

    @property
    def in_lobby(self) -> list[Person]:
        """Those who wait, in the order of the day."""
        found = [p for p in self.people.values() if p.where == "lobby"]
        return sorted(found, key=_turn)

    @property
    def hosts(self) -> list[Person]:
        return [p for p in self.people.values() if p.manages]

    @property
    def places(self) -> int:
        """How many more people fit on stage."""
        return ON_STAGE - len(self.on_stage)

    @property
    def busy(self) -> bool:
        """Whether a take runs or is about to: nobody comes or goes then, nor does the room."""
        return self.running is not None or self.countdown is not None

    def arrive(self, person: Person) -> None:
        self.hosted = self.hosted or person.manages
        if person.role in ("actor", "guardian") and not self._returns(person):
            person.where = "lobby"
        elif person.role == "decision_maker" or self.busy or not self.places:
            person.where = "watching"
        else:
            self.place(person)

    def _returns(self, person: Person) -> bool:
        """Whether a host had brought them in before the room moved, and there is a place."""
        awaited = self._remembering.awaits(person.who)
        return awaited and self.places > 0 and not self.busy

    def place(self, person: Person) -> None:
        """Put somebody onto the stage."""
        person.where, person.on_stage_since = "stage", datetime.now(UTC)

    def fill_places(self) -> None:
        """Let those who only watch for lack of a place, or for a take, onto the stage."""
        for person in self.people.values():
            if person.where == "watching":
                self.arrive(person)

    def audience(self) -> list[Person]:
        return [p for p in self.people.values() if p.where != "lobby"]

    def gates(self, person: Person) -> Gates:
        return seeing.gates(person)

    def visible(self, person: Person) -> Iterable[Source]:
        return seeing.visible(self.people.values(), person)

    def settle(self) -> None:
        speaking.let_go(self)
        attending.look(self)
        tapes.arm(self)

    def state_for(self, person: Person) -> State:
        return stage_view.state_for(self, person)

    def tell_more(self) -> None:
        prompting.tell(self)

    async def open(self) -> None:
        await self._remembering.recall(self)

    async def remember(self) -> None:
        await self._remembering.write(self)

    async def look_around(self) -> None:
        await tapes.look(self)

    async def left(self) -> None:
        tapes.end_without_people(self)
        self.fill_places()

    async def closing(self) -> None:
        tapes.end(self, "room_closed")


def _turn(person: Person) -> tuple[bool, bool, int, float]:
    """Order by slot; who has none comes later, first come first, and who was seen comes last."""
    waits = person.ticket.waits
    return (person.seen, waits is None, waits or 0, person.since.timestamp())
