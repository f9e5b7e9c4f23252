"""Sends one mail, as the job that was enqueued with it."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from prometheus_client import Counter

from services.gateway.platform.jobs import JobRun
from services.gateway.platform.mail import records, store
from services.gateway.platform.mail.delivery.message import compose
from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.delivery.outcomes import SENT, TOO_LATE, Outcome, outcome_of
from services.gateway.platform.mail.delivery.smtp_pool import SmtpPool
from services.gateway.platform.mail.kinds import DELAYS
from services.gateway.platform.mail.model import Mail
from shared import log
from shared.ids import AgencyId
from shared.tenancy import AgencyNotFound, Connection, Database

logger = log.get(__name__)
mails = Counter("callboard_mails", "Mails by what became of them", ["result"])


class Send(msgspec.Struct, frozen=True):
    """The payload of the job: words and links of the mail stay where they are emptied."""

    mail: UUID


class NotTaken(Exception):
    """The mail server took a mail not yet; the job is tried again."""


class MailSender:
    """Sends mails over kept connections.

    What was sent is written down twice: first in the queue, which empties it, then in the agency's
    record, with the end of the job. A worker that is killed between the mail server's answer and
    the first of these sends once more, with the same Message-ID; one that is killed later does not.
    """

    def __init__(self, smtp: SmtpPool, operator: Operator) -> None:
        self._smtp = smtp
        self._operator = operator

    async def run(self, run: JobRun) -> None:
        """Raises NotTaken: it is put off."""
        database, wanted = run.deps.database, run.payload_as(Send).mail
        async with database.platform() as tx:
            mail = await store.begin(tx, wanted, run.agency)
        if mail is None:
            await _record_taken_back(run, wanted)
            return
        outcome = _earlier(mail) or await self._deliver(database, mail, run.attempt)
        async with run.finish() as tx:
            await _record(tx, mail, outcome)

    async def _deliver(self, database: Database, mail: Mail, attempt: int) -> Outcome:
        outcome = TOO_LATE
        if mail.is_of_use(datetime.now(UTC)):
            outcome = await self._attempt(mail, last=attempt > len(DELAYS))
        mails.labels(outcome.status).inc()
        if outcome.status == "put_off":
            await _record_put_off(database, mail, outcome)
            raise NotTaken(outcome.error)
        async with database.platform() as tx:
            await store.settle(tx, mail.id, outcome.reason, outcome.reply)
        return outcome

    async def _attempt(self, mail: Mail, *, last: bool) -> Outcome:
        try:
            message = compose(mail, self._operator)
            await self._smtp.send(message, self._operator.return_path(mail.id), str(mail.id))
        except Exception as error:  # noqa: BLE001 - whatever it is, the office is told
            outcome = outcome_of(error, last=last)
            logger.warning("mail not sent", mail=str(mail.id), error=outcome.error)
            return outcome
        return SENT


def _earlier(mail: Mail) -> Outcome | None:
    """Return what became of a mail in an earlier run, or by a process of the version before."""
    if mail.sent:
        return SENT
    if mail.failure is None:
        return None
    shown = not mail.adopted or mail.undelivered == "refused"  # else it may be of our own sign-in
    return Outcome("refused", mail.undelivered, mail.failure if shown else "")


async def _record_taken_back(run: JobRun, mail: UUID) -> None:
    """Write it down for processes of the version before, which drop a mail and know no record."""
    async with run.finish() as tx:
        if run.agency:
            await records.change(tx, mail, "withdrawn")


async def _record_put_off(database: Database, mail: Mail, outcome: Outcome) -> None:
    if mail.agency_id:
        with suppress(AgencyNotFound):
            async with database.tenant(AgencyId(mail.agency_id)) as tx:
                await _record(tx, mail, outcome)


async def _record(tx: Connection, mail: Mail, outcome: Outcome) -> None:
    if mail.agency_id is None:
        return
    if mail.adopted:
        await records.adopt(tx, mail)
    agency = AgencyId(mail.agency_id)
    await records.settle(tx, agency, mail.id, outcome.status, outcome.reason, outcome.reply)
