"""The words of an audition: that somebody is invited to one, and that its time has moved.

Each begins with what is new, asks for a reply, and ends with the personal link. The links of
replies open a page on which a button sends the reply: programs that read mails open links, too.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias

from services.gateway.casting.auditions.replies.model import Reply
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from shared.texts import gettext_noop

To: TypeAlias = Literal["actor", "for_actor", "rep"]
"""An actor; who is told for one, a guardian or a rep; a rep with a link of their own."""

_SUBJECTS: Mapping[To, str] = {
    "actor": gettext_noop("Your audition for {role} in {production}"),
    "for_actor": gettext_noop("{actor} auditions for {role} in {production}"),
    "rep": gettext_noop("{actor} auditions for {role} in {production}"),
}
_MOVED_SUBJECTS: Mapping[To, str] = {
    "actor": gettext_noop("Another time for your audition for {role} in {production}"),
    "for_actor": gettext_noop(
        "Another time for the audition of {actor} for {role} in {production}"
    ),
    "rep": gettext_noop("Another time for the audition of {actor} for {role} in {production}"),
}

_OTHER = gettext_noop("{agency} would like to see {actor} for {role} in {production}.")
_NEWS: Mapping[To, str] = {
    "actor": gettext_noop("{agency} would like to see you for {role} in {production}."),
    "for_actor": _OTHER,
    "rep": _OTHER,
}
_OTHER_MOVED = gettext_noop("the audition of {actor} for {role} in {production} has another time.")
_MOVED_NEWS: Mapping[To, str] = {
    "actor": gettext_noop("your audition for {role} in {production} has another time."),
    "for_actor": _OTHER_MOVED,
    "rep": _OTHER_MOVED,
}

_TIME: Mapping[To, str] = {
    "actor": gettext_noop("""When: {when} ({zone})
Where: online, in your browser. There is nothing to install and no account to make."""),
    "for_actor": gettext_noop("""When: {when} ({zone})
Where: online, in a browser. There is nothing to install and no account to make."""),
    "rep": gettext_noop("""When: {when} ({zone})
Where: online. {actor} has been sent a link of their own."""),
}
_MOVED_TIME: Mapping[To, str] = {
    "actor": gettext_noop("""Now: {when} ({zone})
Before: {was}
Where: online, in your browser. There is nothing to install and no account to make."""),
    "for_actor": gettext_noop("""Now: {when} ({zone})
Before: {was}
Where: online, in a browser. There is nothing to install and no account to make."""),
    "rep": gettext_noop("""Now: {when} ({zone})
Before: {was}
Where: online. {actor} has been sent a link of their own."""),
}

_REPLIES = gettext_noop("""Please reply; you can change it later:

[Confirm this time]({confirmed})

[Cannot come]({cannot})

[Ask for another time]({another_time})""")

_LINK: Mapping[To, str] = {
    "actor": gettext_noop("""\
This is your personal link. It shows the time where you are, your sides and how to
prepare, lets you try out camera and microphone, and brings you into the waiting room:

{url}

Please keep it to yourself: whoever has it comes in as you."""),
    "for_actor": gettext_noop("""\
This is the personal link of {actor}. It shows the time where they are, the
sides and how to prepare, and brings them into the waiting room:

{url}

Please give it to nobody else: whoever has it comes in as {actor}."""),
    "rep": gettext_noop("""\
This is your personal link. It shows the time where you are, the sides and how to
prepare, and whether {actor} has come; it does not lead into the room:

{url}

Please keep it to yourself: whoever has it sees what you see."""),
}
_HELLO = gettext_noop("Hello {name},")
_SIGNED = gettext_noop("{agency}, with Callboard")


def letter(to: To, local_start: datetime, was: datetime | None, url: str, **names: str) -> Letter:
    """Write to somebody of a time; `was` is the one that they knew, where it has moved. `names` are
    `name` (theirs), `actor`, `role`, `production`, `agency`, `zone`, and `words`, the office's."""
    subjects, news, time = (
        (_MOVED_SUBJECTS, _MOVED_NEWS, _MOVED_TIME) if was else (_SUBJECTS, _NEWS, _TIME)
    )
    sources = (_HELLO, news[to], time[to], "{words}", _REPLIES, _LINK[to], _SIGNED)
    return mail.letter(
        subjects[to],
        *sources,
        when=_said(local_start),
        was=_said(was) if was else "",
        url=url,
        confirmed=reply_url(url, "confirmed"),
        cannot=reply_url(url, "cannot"),
        another_time=reply_url(url, "another_time"),
        **names,
    )


def reply_url(url: str, reply: Reply) -> str:
    """Return the address below a personal link at which a reply is chosen."""
    return f"{url}?reply={reply}#reply"


def _said(local: datetime) -> str:
    return f"{local:%A, %d %B %Y, %H:%M}"
