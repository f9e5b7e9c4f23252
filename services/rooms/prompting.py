"""The prompter: a text that all on stage and watching read, and where they are in it."""

import itertools
from typing import TYPE_CHECKING

import msgspec

from services.rooms import heard, told
from services.rooms.people import Person
from services.rooms.refusals import NothingShown, NotYours
from shared import lines

if TYPE_CHECKING:
    from services.rooms.stage import Stage

_revisions = itertools.count(1)


class Text(msgspec.Struct, frozen=True):
    """What the prompter shows; no two texts have the same revision, 0 is closed."""

    revision: int
    title: str
    text: str
    at: float = 0.0


CLOSED = Text(0, "", "")


def shown(title: str, text: str, at: float = 0.0) -> Text:
    """Return a text that is new to everyone."""
    return Text(next(_revisions), title, text, at)


async def prompter(stage: "Stage", person: Person, message: heard.Prompt) -> None:
    _may_prompt(person)
    if message.text.strip():
        stage.prompter = shown(lines.plain(message.title), message.text)
    else:
        stage.prompter = CLOSED


async def scroll(stage: "Stage", person: Person, message: heard.Scroll) -> None:
    _may_prompt(person)
    if stage.prompter is CLOSED:
        raise NothingShown
    stage.prompter = msgspec.structs.replace(stage.prompter, at=message.at)
    readers = [p for p in stage.audience() if p is not person]
    stage.tell_all(readers, told.Scrolled(message.at))


def _may_prompt(person: Person) -> None:
    reads = person.role == "reader" and person.where == "stage"
    if not person.manages and not reads:
        raise NotYours


def tell(stage: "Stage") -> None:
    """Show the text to those who do not see it yet, and close it for those who may not."""
    text = stage.prompter
    _turn(stage, [p for p in stage.audience() if p.connection], text)
    _turn(stage, [p for p in stage.in_lobby if p.connection], CLOSED)


def _turn(stage: "Stage", people: list[Person], text: Text) -> None:
    behind = [p for p in people if p.prompted != text.revision]
    for person in behind:
        person.prompted = text.revision
    if behind:
        stage.tell_all(behind, told.Prompter(text.title, text.text, text.at))
