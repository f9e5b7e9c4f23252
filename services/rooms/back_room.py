"""The back room: everyone in it takes part, and nobody who auditions can be in it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from services.rooms import conversation, heard, told, view
from services.rooms.media import Source
from services.rooms.people import Person
from services.rooms.picture import State, You
from services.rooms.refusals import NotYours
from services.rooms.room import Room


async def publish(room: Room, person: Person, message: heard.Publish) -> None:
    if message.screen is not None:
        raise NotYours("Screens are shared on the stage, not in the back room.")
    await conversation.publish(room, person, message)


async def chat(room: Room, person: Person, message: heard.Chat) -> None:
    line = told.Chatted(
        who=person.who,
        name=person.name,
        text=message.text,
        to="back_room",
        at=datetime.now(UTC),
    )
    room.tell_all(room.audience(), line)


class BackRoom(Room):
    """Private deliberation of host, runner and decision-makers."""

    slots = 7
    capacity = 8
    language = heard.IN_BACK_ROOM

    def arrive(self, person: Person) -> None:
        person.where = "back_room"

    def audience(self) -> list[Person]:
        return list(self.people.values())

    def visible(self, person: Person) -> Iterable[Source]:
        return [Source(who, "camera") for who in self.people if who != person.who]

    def state_for(self, person: Person) -> State:
        return State(
            room=self.number,
            you=You(where="back_room"),
            on_stage=[view.present(p, knows=False) for p in self.people.values()],
            slots=view.slots(person),
        )
