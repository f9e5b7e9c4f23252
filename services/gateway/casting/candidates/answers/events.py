"""Follows the mails of answers: they leave, or nobody has them.

An answer that has left is told in the facts of this version and of the one before, whichever of
the two its mail carried.
"""

from collections.abc import Mapping

from services.gateway.casting.candidates.answers import writing
from shared.bus import outbox
from shared.bus.consumer import Handler
from shared.events import Event
from shared.events.gateway import AnswerSent, MailUndelivered, OutcomeGiven
from shared.ids import AnswerId
from shared.tenancy import Connection


async def answer_sent(connection: Connection, event: AnswerSent) -> None:
    sent = await writing.mark_sent(connection, event.answer_id)
    if sent and sent.slot_id:
        fact = OutcomeGiven(agency_id=event.agency_id, outcome_id=sent.id, slot_id=sent.slot_id)
        await outbox.publish(connection, "gateway", fact)


async def outcome_given(connection: Connection, event: OutcomeGiven) -> None:
    """Of a mail that the version before queued."""
    if sent := await writing.mark_sent(connection, AnswerId(event.outcome_id)):
        fact = AnswerSent(
            agency_id=event.agency_id,
            production_id=sent.production_id,
            candidate_id=sent.candidate_id,
            answer_id=sent.id,
        )
        await outbox.publish(connection, "gateway", fact)


async def mail_undelivered(connection: Connection, event: MailUndelivered) -> None:
    await writing.mark_failed(connection, event.mail_id)


EVENT_HANDLERS: Mapping[type[Event], Handler] = {
    AnswerSent: answer_sent,
    OutcomeGiven: outcome_given,
    MailUndelivered: mail_undelivered,
}
