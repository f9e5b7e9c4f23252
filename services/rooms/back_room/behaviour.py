"""How a back room behaves: host, runner and decision-makers talk in private, all on equal terms."""

from collections.abc import Iterable

from services.rooms.back_room import handlers
from services.rooms.media.model import Source
from services.rooms.protocol import client_messages
from services.rooms.protocol.state import State, You
from services.rooms.room import dispatch, views
from services.rooms.room.behaviour import Behaviour
from services.rooms.room.participant import Participant
from services.rooms.room.room import Room


def _arrive(_: Room, participant: Participant) -> None:
    participant.where = "back_room"


def _visible(room: Room, participant: Participant) -> Iterable[Source]:
    return [Source(who, "camera") for who in room.people if who != participant.who]


def _state_for(room: Room, participant: Participant) -> State:
    return State(
        room=room.number,
        you=You(where="back_room"),
        on_stage=[views.present(p, knows=False) for p in room.people.values()],
        slots=views.slots(participant),
    )


BACK_ROOM: Behaviour[Room] = Behaviour(
    slots=7,
    capacity=8,
    decoder=client_messages.IN_BACK_ROOM,
    message_handlers={
        **dispatch.MESSAGE_HANDLERS,
        client_messages.Publish: handlers.publish,
        client_messages.Chat: handlers.chat,
    },
    event_handlers=dispatch.EVENT_HANDLERS,
    arrive=_arrive,
    visible=_visible,
    state_for=_state_for,
)
