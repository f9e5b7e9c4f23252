"""Chat of the stage and its lobby."""

from datetime import UTC, datetime

from services.rooms import heard, told
from services.rooms.people import Person
from services.rooms.refusals import NotYours
from services.rooms.stage import Stage


async def chat(stage: Stage, person: Person, message: heard.Chat) -> None:
    """Talk on the stage stays there; the lobby talks with hosts and runners only."""
    if person.role == "decision_maker":
        raise NotYours("Those who watch talk in the back room.")
    in_lobby = person.where == "lobby" or (person.manages and message.to == "lobby")
    line = told.Chatted(
        who=person.who,
        name=person.name,
        text=message.text,
        to="lobby" if in_lobby else "stage",
        at=datetime.now(UTC),
    )
    stage.tell_all(_readers(stage, person, in_lobby=in_lobby), line)


def _readers(stage: Stage, author: Person, *, in_lobby: bool) -> list[Person]:
    if not in_lobby:
        return stage.audience()
    if author.manages:
        return [p for p in stage.people.values() if p.where == "lobby" or p.manages]
    return [p for p in stage.people.values() if p is author or p.manages]
