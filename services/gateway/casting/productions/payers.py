"""Mails everybody in the agency who pays."""

from services.gateway.casting.productions import store
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter, NewMail, Thing
from services.gateway.platform.mail.kinds import Kind
from shared.ids import AgencyId
from shared.tenancy import Connection


async def mail_payers(
    connection: Connection,
    agency: AgencyId,
    kind: Kind,
    letter: Letter,
    about: Thing | None = None,
) -> None:
    for email in await store.payers(connection):
        new = NewMail(kind=kind, recipient=email, letter=letter, about=about)
        await mail.queue(connection, new, agency)
