"""The words of the mail to owners whose webhook was switched off."""

from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from services.gateway.platform.webhooks.delivery.model import GIVE_UP
from services.gateway.platform.webhooks.model import OffBecause

_OFF = """Hello,

the webhook

{address}

{why}, so it was switched off. What it was
not told yet waits, up to 30 days: it is told once it is switched on again. What happens
meanwhile it is not told. Its log says how it went:

{url}

Callboard
"""

_WHY: dict[OffBecause, str] = {
    "failing": f"has taken nothing for {GIVE_UP.days} days",
    "gone": "answered that it wants nothing more (410)",
}


def switched_off(address: str, because: OffBecause, page: str) -> Letter:
    subject = "A webhook was switched off"
    return mail.letter(subject, _OFF, address=address, why=_WHY[because], url=page)
