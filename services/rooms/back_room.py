"""The back room: everyone in it takes part, and nobody who auditions can be in it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from services.rooms import heard, told
from services.rooms.people import Person
from services.rooms.room import Room
from services.rooms.view import present


async def chat(room: Room, person: Person, message: heard.Chat) -> None:
    line = told.Chatted(
        who=person.who,
        name=person.ticket.name,
        text=message.text,
        to="back_room",
        at=datetime.now(UTC),
    )
    room.tell_all(room.people.values(), line)


class BackRoom(Room):
    """Private deliberation of host, runner and decision-makers."""

    slots = 7
    capacity = 8
    language = heard.IN_BACK_ROOM

    def arrive(self, person: Person) -> None:
        person.where = "back_room"

    def visible(self, person: Person) -> Iterable[str]:
        return [who for who in self.people if who != person.who]

    def state_for(self, person: Person) -> told.State:
        return told.State(
            you=told.You(where="back_room", queue=None, agreed=None),
            on_stage=[present(p, knows=False) for p in self.people.values()],
            slots=person.slots.shown,
        )
