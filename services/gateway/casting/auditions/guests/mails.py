"""The words of invitations to those who come and do not audition."""

from services.gateway.casting.auditions.model import Guest, GuestRole, Session
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from shared.lines import isolated
from shared.texts import gettext_noop

_WATCHER = gettext_noop("""Hello {name},

{agency} invites you to watch "{session}" for {production}, on {when} ({zone}).

This is your personal link to the back room. You see and hear the stage and talk with casting in
private; actors cannot hear you, but they do see your name and title among those watching:

{url}

{agency}, with Callboard
""")


_READER = gettext_noop("""Hello {name},

{agency} asks you to read opposite the actors in "{session}" for {production}, on {when} ({zone}).

This is your personal link. It has the sides, lets you try out camera and microphone, and brings
you onto the stage:

{url}

Please keep it to yourself: whoever has it comes in as you.

{agency}, with Callboard
""")

_GUARDIAN = gettext_noop("""Hello {name},

{agency} invites you to be with the child who auditions in "{session}" for {production}, on {when}
({zone}).

This is your personal link. It lets you try out camera and microphone, and brings you into the
waiting room:

{url}

Please keep it to yourself: whoever has it comes in as you.

{agency}, with Callboard
""")

_COMPANY: dict[GuestRole, str] = {
    "decision_maker": _WATCHER,
    "reader": _READER,
    "guardian": _GUARDIAN,
}
_COMPANY_SUBJECTS: dict[GuestRole, str] = {
    "decision_maker": gettext_noop("The back room of {session}, {production}"),
    "reader": gettext_noop("Reading in {session}, {production}"),
    "guardian": gettext_noop("With your child at {session}, {production}"),
}


def to_company(guest: Guest, session: Session, url: str, **names: str) -> Letter:
    """Write to those who come and do not audition."""
    day = f"{session.local_date:%A, %d %B %Y}"
    return mail.letter(
        _COMPANY_SUBJECTS[guest.role],
        _COMPANY[guest.role],
        name=isolated(guest.name),
        session=isolated(session.title),
        when=day,
        zone=session.zone,
        url=url,
        **names,
    )
