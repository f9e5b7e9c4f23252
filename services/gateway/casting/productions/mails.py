"""The words of mails about productions."""

from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from shared.texts import gettext_noop

_STORAGE = gettext_noop("""Hello,

the files of {title} fill {percent} % of the storage that its plan includes: {used}.
When it is full, uploads wait until there is room. Nothing that was sent is lost.

A larger plan includes more. You find it in Callboard, under the production's money.

Callboard
""")


def storage(title: str, percent: int, used: str) -> Letter:
    subject = gettext_noop("{title}: {percent} % of the storage is used")
    return mail.letter(subject, _STORAGE, title=title, percent=str(percent), used=used)
