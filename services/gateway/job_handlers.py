"""Which jobs the gateway does, and the handlers that its slices have for them."""

from collections.abc import Mapping, Sequence

from services.gateway.binned import KINDS
from services.gateway.casting.auditions.notifying import jobs as notifying
from services.gateway.casting.productions import jobs as productions
from services.gateway.casting.roles import jobs as roles
from services.gateway.casting.subscriptions import jobs as subscriptions
from services.gateway.casting.talent import jobs as talent
from services.gateway.casting.talent.directory import jobs as directory
from services.gateway.casting.talent.duplicates import jobs as duplicates
from services.gateway.casting.talent.importing import jobs as importing
from services.gateway.casting.talent.merging import jobs as merging
from services.gateway.identity.agency_settings.logo import jobs as logo
from services.gateway.platform.bin import jobs as bin_jobs
from services.gateway.platform.jobs import JobHandler, Periodic
from services.gateway.platform.mail import jobs as mail
from services.gateway.platform.mail.delivery.sender import MailSender
from services.gateway.platform.uploads import jobs as uploads

TABLES: Sequence[Mapping[str, JobHandler]] = (
    uploads.JOBS,
    logo.JOBS,
    productions.JOBS,
    roles.JOBS,
    importing.JOBS,
    talent.JOBS,
    duplicates.JOBS,
    directory.JOBS,
    merging.JOBS,
    notifying.JOBS,
    subscriptions.JOBS,
)
PERIODIC: Sequence[Periodic] = (*mail.PERIODIC, *bin_jobs.PERIODIC, *directory.PERIODIC)


def handlers(mail_sender: MailSender) -> Mapping[str, JobHandler]:
    """Return the handler of each kind; `mail_sender` has the connections that mails leave by.

    Raises:
        ValueError: two slices do the same kind.
    """
    collected: dict[str, JobHandler] = {}
    for table in (*TABLES, bin_jobs.handlers(KINDS), mail.handlers(mail_sender)):
        if twice := collected.keys() & table.keys():
            raise ValueError(f"done by two slices: {twice}")
        collected |= table
    return collected
