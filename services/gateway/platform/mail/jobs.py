"""What of mails is done later: each is sent by a job, and forgotten a month after."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from services.gateway.platform import jobs
from services.gateway.platform.jobs import JobHandler, JobRun, Periodic
from services.gateway.platform.mail import store
from services.gateway.platform.mail.actions import SEND
from services.gateway.platform.mail.delivery.sender import MailSender, Send
from services.gateway.platform.mail.kinds import DELAYS
from services.gateway.platform.mail.store import Unsettled
from shared.ids import AgencyId
from shared.tenancy import Connection

ADOPT, FORGET = "mail.adopt", "mail.forget"
KEPT_FOR = timedelta(days=30)
DEAD_FOR = timedelta(days=3)
"""How long the operator may have a dead job tried again, before its mail is given up."""

PERIODIC: Sequence[Periodic] = (
    Periodic(ADOPT, every=timedelta(minutes=1)),
    Periodic(FORGET, every=timedelta(hours=1)),
)


def handlers(sender: MailSender) -> Mapping[str, JobHandler]:
    return {
        SEND: JobHandler(sender.run, delays=DELAYS),
        ADOPT: JobHandler(adopt),
        FORGET: JobHandler(forget),
    }


async def adopt(run: JobRun) -> None:
    """Enqueue what processes of the version before left, so that it is sent, and has a record."""
    async with run.finish() as tx:
        await _enqueue(tx, await store.adopt(tx))


async def forget(run: JobRun) -> None:
    """Forget mails that left, or were given up, a month ago: they are about people. Those whose job
    is dead are given up; another job writes that into the record."""
    async with run.finish() as tx:
        await _enqueue(tx, await store.abandon(tx, DEAD_FOR))
        await store.forget(tx, KEPT_FOR)


async def _enqueue(tx: Connection, mails: Sequence[Unsettled]) -> None:
    for mail in mails:
        agency = AgencyId(mail.agency_id) if mail.agency_id else None
        await jobs.enqueue(tx, SEND, Send(mail.id), key=str(mail.id), agency=agency)
