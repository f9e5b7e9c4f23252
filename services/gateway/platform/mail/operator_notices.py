"""Notifies the operator that an office tried to send more mail than it may."""

from prometheus_client import Counter

from services.gateway.platform.mail import actions, store
from services.gateway.platform.mail.letters import letter
from services.gateway.platform.mail.model import NewMail
from services.gateway.platform.mail.quotas import TooManyMails
from shared import log
from shared.tenancy import Database

logger = log.get(__name__)
refused = Counter("callboard_mails_refused", "Mails over a quota", ["reason", "level"])

_BODY = """The office {agency} wanted to send more mail than it may.

What stopped it: {reason} (the office is {level})

More of this office is in the log, and not told by mail for a day.
"""


async def notify(database: Database, operator: str, error: TooManyMails) -> None:
    """Log a refusal; mail it to the operator where one is named, once a day for an office.

    A wait between two mails is not reported.
    """
    refused.labels(error.reason, error.level).inc()
    logger.warning("mail refused", agency=str(error.agency), reason=error.reason, level=error.level)
    if not operator or error.reason == "again":
        return
    subject = f"Mail quota reached: {error.agency}"
    async with database.platform() as tx:
        if not await store.is_queued(tx, operator, subject):
            written = letter(
                subject, _BODY, agency=str(error.agency), reason=error.reason, level=error.level
            )
            await actions.queue(tx, NewMail(kind="operator", recipient=operator, letter=written))
