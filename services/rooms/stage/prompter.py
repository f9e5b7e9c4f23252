"""The prompter: a text that all on stage and watching read, and where they are in it."""

import itertools

import msgspec

from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.errors import NothingShown, NotYours
from services.rooms.room.participant import Participant
from services.rooms.stage.model import CLOSED, PrompterText
from services.rooms.stage.stage import Stage
from shared import lines

_revisions = itertools.count(1)


def opened(title: str, text: str, at: float = 0.0) -> PrompterText:
    """Return a text that is new to everyone."""
    return PrompterText(next(_revisions), title, text, at)


async def prompt(stage: Stage, participant: Participant, message: client_messages.Prompt) -> None:
    _check(participant)
    if message.text.strip():
        stage.prompter = opened(lines.plain(message.title), message.text)
    else:
        stage.prompter = CLOSED


async def scroll(stage: Stage, participant: Participant, message: client_messages.Scroll) -> None:
    _check(participant)
    if stage.prompter is CLOSED:
        raise NothingShown
    stage.prompter = msgspec.structs.replace(stage.prompter, at=message.at)
    readers = [p for p in stage.audience if p is not participant]
    stage.send_all(readers, server_messages.Scrolled(message.at))


def _check(participant: Participant) -> None:
    reads = participant.role == "reader" and participant.where == "stage"
    if not participant.manages and not reads:
        raise NotYours


def send_changes(stage: Stage) -> None:
    """Send the text to those who do not have it yet, and close it for those who may not see it."""
    _send(stage, [p for p in stage.audience if p.connection], stage.prompter)
    _send(stage, [p for p in stage.in_lobby if p.connection], CLOSED)


def _send(stage: Stage, people: list[Participant], text: PrompterText) -> None:
    behind = [p for p in people if p.prompter_revision != text.revision]
    for participant in behind:
        participant.prompter_revision = text.revision
    if behind:
        stage.send_all(behind, server_messages.Prompter(text.title, text.text, text.at))
