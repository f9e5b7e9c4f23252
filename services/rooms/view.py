"""People as others see them."""

from services.rooms.people import Person
from services.rooms.picture import Present, Shown, Waiting, Watching


def present(person: Person, *, knows: bool) -> Present:
    """Describe somebody on stage; hosts and runners also know what they agreed to."""
    return Present(
        who=person.who,
        name=person.name,
        title=person.ticket.title,
        role=person.role,
        microphone=person.microphone,
        camera=person.camera,
        held=person.held,
        screen=person.screen,
        muted=person.muted,
        connected=person.connected,
        agreed=person.agreed if knows else None,
    )


def waiting(person: Person, minutes: int | None) -> Waiting:
    """Describe somebody in the lobby, to hosts and runners."""
    return Waiting(
        who=person.who,
        name=person.name,
        title=person.ticket.title,
        role=person.role,
        connected=person.connected,
        agreed=person.agreed,
        muted=person.muted,
        seen=person.seen,
        since=person.since,
        waits_minutes=minutes,
    )


def watching(person: Person, *, knows: bool) -> Watching:
    """Describe somebody who sees and hears the stage; hosts and runners can tell who it is."""
    return Watching(
        who=person.who if knows else None,
        name=person.name,
        title=person.ticket.title,
        muted=person.muted if knows else None,
    )


def slots(person: Person) -> list[Shown | None]:
    """Say what is in each of the person's media slots."""
    return [Shown(s.peer, s.what) if s else None for s in person.slots.shown]
