"""Queues mails, takes them back, and keeps the record of what became of them."""

from uuid import UUID

from services.gateway.platform import jobs
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
    key = new_id()
    if agency and mail.kind in SUPPRESSIBLE and await suppressions.has(connection, mail):
        return key
    await store.add(connection, key, mail, agency)
    await jobs.enqueue(
        connection,
        SEND,
        {"mail": key},
        key=str(key),
        priority=PRIORITIES[mail.kind],
        run_at=mail.due_at,
    )
    if agency:
        await records.add(connection, key, mail)
    return key


async def take_back(connection: Connection, mail: UUID) -> bool:
    """Drop a mail of the agency whose transaction it is; false once it is on its way."""
    dropped = await store.remove_waiting(connection, mail)
    if dropped:
        await jobs.cancel_keyed(connection, SEND, str(mail))
        await records.change(connection, mail, "withdrawn")
    return dropped
