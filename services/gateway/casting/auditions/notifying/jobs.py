"""Sends what a notification tells, once it can be taken back no more.

All its mails are queued in one transaction with the end of the job: a worker that is killed has
told nobody, and another tells everybody. Who cannot be told stays on the sheet.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import structlog

from services.gateway.casting.auditions.notifying import store, telling
from services.gateway.casting.auditions.notifying.actions import TELL
from services.gateway.casting.auditions.notifying.model import Notification, NotificationPayload
from services.gateway.platform.jobs import JobHandler, JobRun
from services.gateway.web.desk import Agency, Desk, Person
from shared.errors import DomainError
from shared.ids import AgencyId
from shared.tenancy import Connection, savepoint

_log = structlog.get_logger()


async def tell(run: JobRun) -> None:
    async with run.deps.database.platform() as platform:
        agency = await _agency(platform, run.of_agency)
    async with run.finish() as tx:
        notification = await store.begin(tx, run.payload_as(NotificationPayload).notification_id)
        if notification is None:
            return
        desk = await _desk(run, tx, agency, notification)
        for guest_id in await store.recipients(tx, notification.id):
            await _tell(desk, guest_id, notification)
        await store.let_go(tx, notification.id)


async def _tell(desk: Desk, guest_id: UUID, notification: Notification) -> None:
    """Tell one of them; nothing of it stays where that is refused."""
    try:
        async with savepoint(desk.connection):
            await telling.tell(desk, guest_id, notification)
    except DomainError as refused:
        _log.warning("not told", guest=str(guest_id), why=type(refused).__name__)


async def _agency(platform: Connection, agency_id: AgencyId) -> Agency:
    name = await platform.fetchval(
        "SELECT name FROM platform.billing_agency_v1 WHERE id = $1", agency_id
    )
    return Agency(agency_id, name)


async def _desk(run: JobRun, tx: Connection, agency: Agency, notification: Notification) -> Desk:
    """Return the desk of who pressed the button, or of an owner where they have left."""
    member = await tx.fetchrow(
        """SELECT email, role FROM platform.billing_own_member_v1
        WHERE person_id = $1 OR role = 'owner' ORDER BY person_id <> $1, email LIMIT 1""",
        notification.written_by,
    )
    return Desk(
        agency=agency,
        connection=tx,
        objects=run.deps.objects,
        now=datetime.now(UTC),
        public_url=run.deps.settings.public_url,
        address="",
        person=Person(notification.written_by, member["email"] if member else "", ""),
        role=member["role"] if member else "owner",
    )


JOBS: Mapping[str, JobHandler] = {TELL: JobHandler(tell)}
