"""The words of the mail to owners whose webhook was switched off."""

from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from services.gateway.platform.webhooks.delivery.model import GIVE_UP
from services.gateway.platform.webhooks.model import OffBecause
from shared.texts import gettext_noop

_OFF: dict[OffBecause, str] = {
    "failing": gettext_noop("""Hello,

the webhook

{address}

has taken nothing for {days} days, so it was switched off. What it was
not told yet waits, up to 30 days: it is told once it is switched on again. What happens
meanwhile it is not told. Its log says how it went:

{url}

Callboard
"""),
    "gone": gettext_noop("""Hello,

the webhook

{address}

answered that it wants nothing more (410), so it was switched off. What it was
not told yet waits, up to 30 days: it is told once it is switched on again. What happens
meanwhile it is not told. Its log says how it went:

{url}

Callboard
"""),
}


def switched_off(address: str, because: OffBecause, page: str) -> Letter:
    subject = gettext_noop("A webhook was switched off")
    days = str(GIVE_UP.days)
    return mail.letter(subject, _OFF[because], address=address, days=days, url=page)
