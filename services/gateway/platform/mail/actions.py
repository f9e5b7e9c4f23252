"""Queues mails, takes them back, and keeps the record of what became of them."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.platform import jobs
from services.gateway.platform.jobs import NewJob
from services.gateway.platform.mail import records, store, suppressions
from services.gateway.platform.mail.kinds import PRIORITIES, SUPPRESSIBLE
from services.gateway.platform.mail.model import NewMail
from shared.ids import AgencyId, new_id
from shared.tenancy import Connection

SEND = "mail.send"


async def queue(connection: Connection, mail: NewMail, agency: AgencyId | None = None) -> UUID:
    """Queue a mail, and return its id; it leaves after the caller's transaction has committed.

    With an agency, whose transaction it is, it is the agency's, and has a record there. One of a
    kind that its recipient wants no more of is left out.
    """
    (key,) = await queue_each(connection, [mail], agency)
    return key


async def queue_each(
    connection: Connection, mails: Sequence[NewMail], agency: AgencyId | None
) -> list[UUID]:
    """Do as `queue` does with several mails, in as many statements; return their ids in order."""
    keyed = [(new_id(), mail) for mail in mails]
    left_out = [key for key, mail in keyed if agency and await _is_suppressed(connection, mail)]
    leaving = [(key, mail) for key, mail in keyed if key not in left_out]
    await store.add_each(connection, leaving, agency)
    await jobs.enqueue_each(connection, SEND, [_sending(key, mail) for key, mail in leaving])
    if agency:
        await records.add_each(connection, leaving)
    return [key for key, _ in keyed]


async def _is_suppressed(connection: Connection, mail: NewMail) -> bool:
    return mail.kind in SUPPRESSIBLE and await suppressions.has(connection, mail)


def _sending(key: UUID, mail: NewMail) -> NewJob:
    priority = PRIORITIES[mail.kind]
    return NewJob(payload={"mail": key}, key=str(key), priority=priority, run_at=mail.due_at)


async def take_back(connection: Connection, mail: UUID) -> bool:
    """Drop a mail of the agency whose transaction it is; false once it is on its way."""
    dropped = await store.remove_waiting(connection, mail)
    if dropped:
        await jobs.cancel_keyed(connection, SEND, str(mail))
        await records.change(connection, mail, "withdrawn")
    return dropped
