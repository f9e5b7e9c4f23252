"""Takes delivery reports in: a mail that came back is so in its agency's record."""

from contextlib import suppress
from uuid import UUID

from prometheus_client import Counter

from services.gateway.platform.mail import records, store
from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.reports.model import MailForgotten, NotOurMail, Report
from shared import log
from shared.ids import AgencyId
from shared.tenancy import AgencyNotFound, Database

logger = log.get(__name__)
reports = Counter("callboard_mail_reports", "Delivery reports by what they say", ["action"])


async def take_in(database: Database, operator: Operator, report: Report) -> None:
    """Write a bounce down, once; other reports are only counted.

    Raises:
        NotOurMail, MailForgotten
    """
    mail = operator.bounced(report.return_path)
    if mail is None:
        raise NotOurMail
    async with database.platform() as tx:
        queued = await store.owner_of(tx, mail)
    if queued is None:
        raise MailForgotten
    reports.labels(report.action).inc()
    if report.action == "failed":
        logger.info("mail bounced", mail=str(mail), status=report.status)
        if queued.agency_id:
            await _record(database, AgencyId(queued.agency_id), mail, report)


async def _record(database: Database, agency: AgencyId, mail: UUID, report: Report) -> None:
    with suppress(AgencyNotFound):  # it was deleted meanwhile
        async with database.tenant(agency) as tx:
            await records.settle(tx, agency, mail, "bounced", "bounced", report.words)
