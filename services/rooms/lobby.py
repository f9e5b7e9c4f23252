"""Between lobby and stage: agreeing, being brought in, being sent back, and talk across."""

from datetime import UTC, datetime

from services.rooms import conversation, heard, told, visits
from services.rooms.people import Person
from services.rooms.refusals import NobodyThere, NotYours, StageFull, TakeRunning
from services.rooms.stage import Stage


async def publish(stage: Stage, person: Person, message: heard.Publish) -> None:
    if person.role == "decision_maker":
        raise NotYours("Those who watch send nothing here.")
    await conversation.publish(stage, person, message)
    stage.record(person.who)


async def consent(stage: Stage, person: Person, message: heard.Consent) -> None:
    if person.role == "decision_maker":
        raise NotYours
    async with stage.means.database.tenant(stage.agency_id) as tx:
        await visits.add_consent(tx, person.ticket, message.statement, agreed=message.agreed)
    person.agreed = message.agreed
    if not person.agreed and stage.running and person.who in stage.running.parts:
        stage.end_take(f"The take was stopped: {person.ticket.name} no longer agrees to it.")


async def bring_in(stage: Stage, person: Person, message: heard.BringIn) -> None:
    guest = _sought(stage, person, message.who, "lobby")
    if stage.running:
        raise TakeRunning
    if stage.is_full:
        raise StageFull
    guest.where = "stage"


async def send_back(stage: Stage, person: Person, message: heard.SendBack) -> None:
    guest = _sought(stage, person, message.who, "stage")
    if stage.running:
        raise TakeRunning
    guest.where = "lobby"
    stage.fill_places()


def _sought(stage: Stage, person: Person, who: str, where: str) -> Person:
    if not person.manages:
        raise NotYours
    found = stage.people.get(who)
    if found is None or found.where != where:
        raise NobodyThere
    return found


async def chat(stage: Stage, person: Person, message: heard.Chat) -> None:
    """Talk on the stage stays there; the lobby talks with hosts and runners only."""
    if person.role == "decision_maker":
        raise NotYours("Those who watch talk in the back room.")
    in_lobby = person.where == "lobby" or (person.manages and message.to == "lobby")
    line = told.Chatted(
        who=person.who,
        name=person.ticket.name,
        text=message.text,
        to="lobby" if in_lobby else "stage",
        at=datetime.now(UTC),
    )
    stage.tell_all(_readers(stage, person, in_lobby=in_lobby), line)


def _readers(stage: Stage, author: Person, *, in_lobby: bool) -> list[Person]:
    if not in_lobby:
        return [p for p in stage.people.values() if p.where != "lobby"]
    if author.manages:
        return [p for p in stage.people.values() if p.where == "lobby" or p.manages]
    return [p for p in stage.people.values() if p is author or p.manages]
