"""Between lobby and stage: agreeing, being brought in, being sent back."""

from collections.abc import Iterable

from services.rooms import conversation, heard, seeing, tapes, visits
from services.rooms.people import Person
from services.rooms.refusals import (
    EnoughScreens,
    NobodyThere,
    NotYours,
    StageFull,
    StatementUnknown,
    TakeRunning,
)
from services.rooms.stage import Stage
from services.rooms.told import Where
from shared.consent_statements import STATEMENTS
from shared.lines import isolated


async def publish(stage: Stage, person: Person, message: heard.Publish) -> None:
    if message.screen is not None:
        _check_screen(stage, person)
    await conversation.publish(stage, person, message)
    tapes.record(stage, person.who)


def _check_screen(stage: Stage, person: Person) -> None:
    if person.role == "decision_maker":
        raise NotYours("Those who watch share no screen.")
    others = [p for p in seeing.sharing(stage.people.values()) if p is not person]
    if len(others) >= seeing.SCREENS:
        raise EnoughScreens


async def consent(stage: Stage, person: Person, message: heard.Consent) -> None:
    if person.role == "decision_maker":
        raise NotYours
    statement = STATEMENTS.get(message.statement)
    if statement is None:
        raise StatementUnknown
    async with stage.means.database.tenant(stage.agency_id) as tx:
        await visits.add_consent(tx, person.ticket, statement, agreed=message.agreed)
    person.agreed = message.agreed
    if not person.agreed and stage.running and person.who in stage.running.parts:
        notice = f"The take was stopped: {isolated(person.name)} no longer agrees to it."
        tapes.end(stage, "consent_withdrawn", notice)


async def bring_in(stage: Stage, person: Person, message: heard.BringIn) -> None:
    guests = _sought(stage, person, message.who, "lobby")
    if stage.busy:
        raise TakeRunning
    if len(guests) > stage.places:
        raise StageFull
    again = [guest for guest in guests if guest.seen]
    for guest in guests:
        stage.place(guest)
    await _note_seen(stage, again, seen=False)


async def send_back(stage: Stage, person: Person, message: heard.SendBack) -> None:
    guests = _sought(stage, person, message.who, "stage")
    if stage.busy:
        raise TakeRunning
    for guest in guests:
        guest.where = "lobby"
    stage.fill_places()
    await _note_seen(stage, guests, seen=True)


async def _note_seen(stage: Stage, guests: list[Person], *, seen: bool) -> None:
    """They are moved at once; what they are by now is written down after."""
    for guest in guests:
        guest.seen = seen
    if guests:
        async with stage.means.database.tenant(stage.agency_id) as tx:
            await visits.seen(tx, [guest.ticket for guest in guests], seen=seen)


def _sought(stage: Stage, person: Person, group: Iterable[str], where: Where) -> list[Person]:
    """Find all of a group where they have to be, or nobody."""
    if not person.manages:
        raise NotYours
    found = [p for who in dict.fromkeys(group) if (p := stage.people.get(who))]
    if len(found) < len(set(group)) or any(p.where != where for p in found):
        raise NobodyThere
    return found
