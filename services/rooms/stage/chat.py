"""Chat of the stage and its lobby."""

from datetime import UTC, datetime

from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.errors import NotYours
from services.rooms.room.participant import Participant
from services.rooms.stage.stage import Stage


async def chat(stage: Stage, participant: Participant, message: client_messages.Chat) -> None:
    """Lines on the stage stay there; the lobby talks with hosts and runners only."""
    if participant.role == "decision_maker":
        raise NotYours("Those who watch talk in the back room.")
    in_lobby = participant.where == "lobby" or (participant.manages and message.to == "lobby")
    line = server_messages.Chatted(
        who=participant.who,
        name=participant.name,
        text=message.text,
        to="lobby" if in_lobby else "stage",
        at=datetime.now(UTC),
    )
    stage.send_all(_readers(stage, participant, in_lobby=in_lobby), line)


def _readers(stage: Stage, author: Participant, *, in_lobby: bool) -> list[Participant]:
    if not in_lobby:
        return stage.audience
    if author.manages:
        return [p for p in stage.people.values() if p.where == "lobby" or p.manages]
    return [p for p in stage.people.values() if p is author or p.manages]
