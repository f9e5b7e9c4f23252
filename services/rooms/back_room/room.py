"""The back room: everyone in it takes part, and nobody who auditions can be in it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from services.rooms.media import Source
from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.errors import NotYours
from services.rooms.protocol.state import State, You
from services.rooms.room import views
from services.rooms.room.media import negotiation
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room


async def publish(room: Room, participant: Participant, message: client_messages.Publish) -> None:
    if message.screen is not None:
        raise NotYours("Screens are shared on the stage, not in the back room.")
    await negotiation.publish(room, participant, message)


async def chat(room: Room, participant: Participant, message: client_messages.Chat) -> None:
    line = server_messages.Chatted(
        who=participant.who,
        name=participant.name,
        text=message.text,
        to="back_room",
        at=datetime.now(UTC),
    )
    room.tell_all(room.audience(), line)


class BackRoom(Room):
    """Private deliberation of host, runner and decision-makers."""

    slots = 7
    capacity = 8
    language = client_messages.IN_BACK_ROOM

    def arrive(self, participant: Participant) -> None:
        participant.where = "back_room"

    def audience(self) -> list[Participant]:
        return list(self.people.values())

    def visible(self, participant: Participant) -> Iterable[Source]:
        return [Source(who, "camera") for who in self.people if who != participant.who]

    def state_for(self, participant: Participant) -> State:
        return State(
            room=self.number,
            you=You(where="back_room"),
            on_stage=[views.present(p, knows=False) for p in self.people.values()],
            slots=views.slots(participant),
        )
