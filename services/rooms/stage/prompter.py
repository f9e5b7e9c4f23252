"""The prompter: a text that all on stage and watching read, and where they are in it."""

import itertools
from typing import TYPE_CHECKING

import msgspec

from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.errors import NothingShown, NotYours
from services.rooms.room.participant import Participant
from shared import lines

if TYPE_CHECKING:
    from services.rooms.stage.stage import Stage

_revisions = itertools.count(1)


class PrompterText(msgspec.Struct, frozen=True):
    """What the prompter shows; no two texts have the same revision, 0 is closed."""

    revision: int
    title: str
    text: str
    at: float = 0.0


CLOSED = PrompterText(0, "", "")


def shown(title: str, text: str, at: float = 0.0) -> PrompterText:
    """Return a text that is new to everyone."""
    return PrompterText(next(_revisions), title, text, at)


async def prompter(
    stage: "Stage", participant: Participant, message: client_messages.Prompt
) -> None:
    _may_prompt(participant)
    if message.text.strip():
        stage.prompter = shown(lines.plain(message.title), message.text)
    else:
        stage.prompter = CLOSED


async def scroll(stage: "Stage", participant: Participant, message: client_messages.Scroll) -> None:
    _may_prompt(participant)
    if stage.prompter is CLOSED:
        raise NothingShown
    stage.prompter = msgspec.structs.replace(stage.prompter, at=message.at)
    readers = [p for p in stage.audience() if p is not participant]
    stage.tell_all(readers, server_messages.Scrolled(message.at))


def _may_prompt(participant: Participant) -> None:
    reads = participant.role == "reader" and participant.where == "stage"
    if not participant.manages and not reads:
        raise NotYours


def tell(stage: "Stage") -> None:
    """Show the text to those who do not see it yet, and close it for those who may not."""
    text = stage.prompter
    _turn(stage, [p for p in stage.audience() if p.connection], text)
    _turn(stage, [p for p in stage.in_lobby if p.connection], CLOSED)


def _turn(stage: "Stage", people: list[Participant], text: PrompterText) -> None:
    behind = [p for p in people if p.prompted != text.revision]
    for participant in behind:
        participant.prompted = text.revision
    if behind:
        stage.tell_all(behind, server_messages.Prompter(text.title, text.text, text.at))
