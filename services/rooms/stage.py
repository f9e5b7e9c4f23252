"""The stage, its lobby, and those who watch."""

from collections.abc import Iterable

from services.rooms import heard, told
from services.rooms.people import Person
from services.rooms.room import Room
from services.rooms.view import present, waiting, watching

ON_STAGE = 6
"""People on stage at once."""


class Stage(Room):
    """Actors wait in the lobby until a host brings them in; decision-makers watch."""

    slots = ON_STAGE
    capacity = 40
    language = heard.ON_STAGE

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
    def is_full(self) -> bool:
        return len(self.on_stage) >= ON_STAGE

    def arrive(self, person: Person) -> None:
        if person.role in ("actor", "guardian"):
            person.where = "lobby"
        elif person.role == "decision_maker" or self.is_full:
            person.where = "watching"
        else:
            person.where = "stage"

    def visible(self, person: Person) -> Iterable[str]:
        if person.where == "lobby":
            return []
        return [p.who for p in self.on_stage if p is not person]

    def state_for(self, person: Person) -> told.State:
        waits, knows = person.where == "lobby", person.manages
        queue = self.in_lobby
        return told.State(
            you=told.You(
                where=person.where,
                queue=queue.index(person) + 1 if waits else None,
                agreed=person.agreed,
            ),
            on_stage=[] if waits else [present(p, knows=knows) for p in self.on_stage],
            slots=person.slots.shown,
            lobby=[waiting(p) for p in queue] if knows else [],
            watching=[watching(p) for p in self.people.values() if p.where == "watching"],
        )


def _turn(person: Person) -> tuple[bool, int, float]:
    """Order by slot; who has none comes last, first come first."""
    waits = person.ticket.waits
    return (waits is None, waits or 0, person.since.timestamp())
