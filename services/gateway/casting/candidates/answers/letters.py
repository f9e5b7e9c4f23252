"""Addresses the letters of an answer to who is told, and queues their mails."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec

from services.gateway.casting.candidates.answers import mails
from services.gateway.casting.candidates.answers.model import AnswerKind, NotDecided
from services.gateway.casting.candidates.model import Candidate, Decision, Kind
from services.gateway.casting.candidates.recipients import Recipient, recipients_of
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import origin
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter, NewMail, Thing, quotas
from services.gateway.web.desk import Desk
from shared.events.gateway import AnswerSent
from shared.ids import AnswerId
from shared.lines import isolated


class Addressed(msgspec.Struct, frozen=True):
    """A letter, and whom it goes to."""

    recipient: Recipient
    letter: Letter


async def to(desk: Desk, candidate: Candidate, kind: Kind, message: str) -> Sequence[Addressed]:
    """Write what each is sent who is told for a candidate.

    Raises:
        NotDecided: people are not told of this kind.
        NobodyToTell
    """
    if kind not in mails.ANSWERS:
        raise NotDecided
    production = await productions.production(desk, candidate.production_id)
    names = {
        "agency": isolated(desk.agency.name),
        "production": isolated(production.title),
        "role": isolated(candidate.role_name),
        "talent": isolated(candidate.name),
    }
    return [
        Addressed(each, mails.letter(cast("AnswerKind", kind), message, each, **names))
        for each in await recipients_of(desk, candidate.id)
    ]


async def queue(
    desk: Desk,
    candidate: Candidate,
    decision: Decision,
    message: str,
    answer_id: AnswerId,
    leaves_at: datetime,
) -> UUID:
    """Queue the mails of an answer; return the first, which tells the fact as it leaves.

    Raises:
        NotDecided, NobodyToTell
    """
    fact = AnswerSent(
        agency_id=desk.agency.id,
        production_id=candidate.production_id,
        candidate_id=candidate.id,
        answer_id=answer_id,
    )
    sender = await quotas.sender_at(desk)
    first, *others = [
        NewMail(
            kind="answer",
            recipient=each.recipient.email,
            who=each.recipient.who,
            letter=await origin.introduced(desk, each.recipient.who, each.letter),
            about=Thing("answer", answer_id, candidate.production_id),
            sender=sender,
            due_at=leaves_at,
        )
        for each in await to(desk, candidate, decision.kind, message)
    ]
    for other in others:
        await mail.queue(desk.connection, other, desk.agency.id)
    bearer = msgspec.structs.replace(first, fact=fact)
    return await mail.queue(desk.connection, bearer, desk.agency.id)
