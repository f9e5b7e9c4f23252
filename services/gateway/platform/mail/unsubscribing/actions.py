"""Ends and resumes mails of a kind, for who has the link of one of them."""

from uuid import UUID

import msgspec

from services.gateway.platform import audit
from services.gateway.platform.mail import records, suppressions
from services.gateway.platform.mail.kinds import SUPPRESSIBLE
from services.gateway.web.rendering import texts
from services.gateway.web.tokens import LinkUnknown
from shared.tenancy import Connection


class Subscription(msgspec.Struct, frozen=True):
    """What a link is about: mails of one kind, of one agency, to one address."""

    mail_id: UUID
    recipient: str
    kind: str
    ended: bool

    @property
    def about(self) -> str:
        return texts.gettext(SUPPRESSIBLE[self.kind])


async def subscription(connection: Connection, mail: UUID) -> Subscription:
    """Look up what the mail of a link was.

    Raises:
        LinkUnknown: it is gone, or is of a kind that nobody can unsubscribe from.
    """
    record = await records.record(connection, mail)
    if record is None or record.kind not in SUPPRESSIBLE:
        raise LinkUnknown
    ended = await suppressions.is_suppressed(connection, record.recipient, record.kind)
    return Subscription(mail, record.recipient, record.kind, ended)


async def end(connection: Connection, mail: UUID) -> None:
    """Send no more of them; a second click changes nothing. Raises LinkUnknown."""
    found = await subscription(connection, mail)
    if await suppressions.add(connection, found.recipient, found.kind):
        await audit.note_by_system(connection, f"unsubscribed from {found.kind}", "mail", mail)


async def resume(connection: Connection, mail: UUID) -> None:
    """Raises LinkUnknown."""
    found = await subscription(connection, mail)
    if await suppressions.remove(connection, found.recipient, found.kind):
        await audit.note_by_system(connection, f"subscribed to {found.kind}", "mail", mail)
