"""What people say in the back room that is handled otherwise than on the stage."""

from datetime import UTC, datetime

from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.errors import NotYours
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
    room.send_all(room.audience, line)
