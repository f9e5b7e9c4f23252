"""People as others see them."""

from services.rooms import told
from services.rooms.people import Person


def present(person: Person, *, knows: bool) -> told.Present:
    """Describe somebody on stage; hosts and runners also know what they agreed to."""
    return told.Present(
        who=person.who,
        name=person.ticket.name,
        title=person.ticket.title,
        role=person.role,
        microphone=person.microphone,
        camera=person.camera,
        connected=person.connected,
        agreed=person.agreed if knows else None,
    )


def waiting(person: Person) -> told.Waiting:
    """Describe somebody in the lobby, to hosts and runners."""
    return told.Waiting(
        who=person.who,
        name=person.ticket.name,
        title=person.ticket.title,
        role=person.role,
        connected=person.connected,
        agreed=person.agreed,
        since=person.since,
    )


def watching(person: Person) -> told.Watching:
    """Describe somebody who sees and hears the stage and sends nothing."""
    return told.Watching(name=person.ticket.name, title=person.ticket.title)
