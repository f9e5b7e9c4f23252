"""Addresses the letters of an answer to who is told, and queues their mails."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

import msgspec

from services.gateway.casting.candidates.answers import mails
from services.gateway.casting.candidates.answers.model import AnswerKind, NotDecided
from services.gateway.casting.candidates.model import Candidate, Kind
from services.gateway.casting.candidates.recipients import NobodyToTell, Recipient, recipients
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import origin
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter, NewMail, Thing, quotas
from services.gateway.platform.mail.senders import Sender
from services.gateway.web.desk import Desk
from shared.events.gateway import AnswerSent
from shared.ids import AnswerId
from shared.lines import isolated


class Message(msgspec.Struct, frozen=True):
    """What a candidate is to be told: of which kind of decision, and the office's own words."""

    candidate: Candidate
    kind: Kind
    words: str


class Addressed(msgspec.Struct, frozen=True):
    """A letter, and whom it goes to."""

    recipient: Recipient
    letter: Letter


async def to(
    desk: Desk, production_id: UUID, messages: Sequence[Message]
) -> list[Sequence[Addressed]]:
    """Write what each is sent who is told for some candidates of a production.

    Raises:
        NotDecided: people are not told of this kind.
        NobodyToTell
    """
    if not {each.kind for each in messages} <= mails.ANSWERS.keys():
        raise NotDecided
    production = await productions.production(desk, production_id)
    found = await recipients(desk, [each.candidate.id for each in messages])
    if not {each.candidate.id for each in messages} <= found.keys():
        raise NobodyToTell
    return [
        [_addressed(desk, production.title, each, one) for one in found[each.candidate.id]]
        for each in messages
    ]


def _addressed(desk: Desk, production: str, message: Message, recipient: Recipient) -> Addressed:
    letter = mails.letter(
        cast("AnswerKind", message.kind),
        message.words,
        recipient,
        agency=isolated(desk.agency.name),
        production=isolated(production),
        role=isolated(message.candidate.role_name),
        talent=isolated(message.candidate.name),
    )
    return Addressed(recipient, letter)


class _Outgoing(NamedTuple):
    """A letter of an answer; the first one `bears` the fact."""

    answer_id: AnswerId
    candidate: Candidate
    addressed: Addressed
    bears: bool


async def queue(
    desk: Desk, production_id: UUID, messages: Mapping[AnswerId, Message], leaves_at: datetime
) -> dict[AnswerId, UUID]:
    """Queue the mails of answers in a production; return the first of each, which tells the fact as
    it leaves.

    Raises:
        NotDecided, NobodyToTell
    """
    written = await to(desk, production_id, list(messages.values()))
    outgoing = [
        _Outgoing(answer_id, message.candidate, each, number == 0)
        for (answer_id, message), addressed in zip(messages.items(), written, strict=True)
        for number, each in enumerate(addressed)
    ]
    letters = await origin.introduced_each(
        desk, [(each.addressed.recipient.who, each.addressed.letter) for each in outgoing]
    )
    sender = await quotas.sender_at(desk)
    new = [
        _mail(desk, each, letter, sender, leaves_at)
        for each, letter in zip(outgoing, letters, strict=True)
    ]
    keys = await mail.queue_each(desk.connection, new, desk.agency.id)
    return {each.answer_id: key for each, key in zip(outgoing, keys, strict=True) if each.bears}


def _mail(
    desk: Desk, outgoing: _Outgoing, letter: Letter, sender: Sender, leaves_at: datetime
) -> NewMail:
    candidate, recipient = outgoing.candidate, outgoing.addressed.recipient
    fact = AnswerSent(
        agency_id=desk.agency.id,
        production_id=candidate.production_id,
        candidate_id=candidate.id,
        answer_id=outgoing.answer_id,
    )
    return NewMail(
        kind="answer",
        recipient=recipient.email,
        who=recipient.who,
        letter=letter,
        about=Thing("answer", outgoing.answer_id, candidate.production_id),
        sender=sender,
        due_at=leaves_at,
        fact=fact if outgoing.bears else None,
    )
