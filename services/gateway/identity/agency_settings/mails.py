"""The letter that shows that somebody reads a reply address."""

from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from shared.lines import isolated
from shared.texts import gettext_noop

_CONFIRM = gettext_noop("""Hello,

{member} wants answers to the mails of {agency} on Callboard to come to this address. Open this link
within a week, where they are signed in, and confirm it:

{url}

If you do not know them, nothing happens as long as nobody confirms.

Callboard
""")


def confirm(desk: Desk, token: str) -> Letter:
    return mail.letter(
        "Are answers to come to this address?",
        _CONFIRM,
        member=isolated(desk.person.name or desk.person.email),
        agency=isolated(desk.agency.name),
        url=desk.public_url + urls.reply_address(token),
    )
