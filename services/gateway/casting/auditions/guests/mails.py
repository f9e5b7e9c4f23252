"""The words of invitations."""

from services.gateway.casting.auditions.model import Guest, GuestRole, Session, Slot
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter
from shared.lines import isolated

_ACTOR = """Hello {name},

{agency} would like to see you for {role} in {production}.

When: {when} ({zone})
Where: online, in your browser. There is nothing to install and no account to make.

This is your personal link. It shows the time where you are, your sides and how to prepare, lets you
try out camera and microphone, and brings you into the waiting room:

{url}

Please keep it to yourself: whoever has it comes in as you.

{agency}, with Callboard
"""

# To the guardian of a child, or a rep through whom an actor is told.
_FOR_ACTOR = """Hello {name},

{agency} would like to see {actor} for {role} in {production}.

When: {when} ({zone})
Where: online, in a browser. There is nothing to install and no account to make.

This is the personal link of {actor}. It shows the time where they are, the sides and how to
prepare, and brings them into the waiting room:

{url}

Please give it to nobody else: whoever has it comes in as {actor}.

{agency}, with Callboard
"""

_WATCHER = """Hello {name},

{agency} invites you to watch "{session}" for {production}, on {when} ({zone}).

This is your personal link to the back room. You see and hear the stage and talk with casting in
private; actors cannot hear you, but they do see your name and title among those watching:

{url}

{agency}, with Callboard
"""


_READER = """Hello {name},

{agency} asks you to read opposite the actors in "{session}" for {production}, on {when} ({zone}).

This is your personal link. It has the sides, lets you try out camera and microphone, and brings
you onto the stage:

{url}

Please keep it to yourself: whoever has it comes in as you.

{agency}, with Callboard
"""

_GUARDIAN = """Hello {name},

{agency} invites you to be with the child who auditions in "{session}" for {production}, on {when}
({zone}).

This is your personal link. It lets you try out camera and microphone, and brings you into the
waiting room:

{url}

Please keep it to yourself: whoever has it comes in as you.

{agency}, with Callboard
"""

_REP = """Hello {name},

{agency} would like to see {client} for {role} in {production}.

When: {when} ({zone})
Where: online. {client} has been sent a link of their own.

This is your personal link. It shows the time where you are, the sides and how to prepare, and
whether {client} has come; it does not lead into the room:

{url}

Please keep it to yourself: whoever has it sees what you see.

{agency}, with Callboard
"""

_COMPANY: dict[GuestRole, str] = {
    "decision_maker": _WATCHER,
    "reader": _READER,
    "guardian": _GUARDIAN,
}
_COMPANY_SUBJECTS: dict[GuestRole, str] = {
    "decision_maker": "The back room of {session}, {production}",
    "reader": "Reading in {session}, {production}",
    "guardian": "With your child at {session}, {production}",
}


def when(slot: Slot) -> str:
    return f"{slot.local_start:%A, %d %B %Y, %H:%M}"


def to_actor(guest: Guest, slot: Slot, session: Session, url: str, **names: str) -> Letter:
    return mail.letter(
        "Your audition for {role} in {production}",
        _ACTOR,
        name=isolated(guest.name),
        when=when(slot),
        zone=session.zone,
        url=url,
        **names,
    )


def for_actor(
    name: str, guest: Guest, slot: Slot, session: Session, url: str, **names: str
) -> Letter:
    """Write to who is told for an actor; `name` is theirs."""
    return mail.letter(
        "{actor} auditions for {role} in {production}",
        _FOR_ACTOR,
        name=isolated(name),
        actor=isolated(guest.name),
        when=when(slot),
        zone=session.zone,
        url=url,
        **names,
    )


def to_rep(
    guest: Guest, client: str, slot: Slot, session: Session, url: str, **names: str
) -> Letter:
    """Write to a rep; `client` is their client's name."""
    return mail.letter(
        "{client} auditions for {role} in {production}",
        _REP,
        name=isolated(guest.name),
        client=isolated(client),
        when=when(slot),
        zone=session.zone,
        url=url,
        **names,
    )


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
