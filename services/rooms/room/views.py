"""People as others see them."""

from services.rooms.protocol.state import PresentPerson, ShownSlot, Waiting, Watching
from services.rooms.room.participant import Participant


def present(participant: Participant, *, knows: bool) -> PresentPerson:
    """Describe somebody on stage; hosts and runners also know what they agreed to."""
    return PresentPerson(
        who=participant.who,
        name=participant.name,
        title=participant.ticket.title,
        role=participant.role,
        microphone=participant.microphone,
        camera=participant.camera,
        held=participant.held,
        screen=participant.screen,
        muted=participant.muted,
        connected=participant.connected,
        agreed=participant.agreed if knows else None,
    )


def waiting(participant: Participant, minutes: int | None) -> Waiting:
    """Describe somebody in the lobby, to hosts and runners."""
    return Waiting(
        who=participant.who,
        name=participant.name,
        title=participant.ticket.title,
        role=participant.role,
        connected=participant.connected,
        agreed=participant.agreed,
        muted=participant.muted,
        seen=participant.seen,
        since=participant.since,
        waits_minutes=minutes,
    )


def watching(participant: Participant, *, knows: bool) -> Watching:
    """Describe somebody who sees and hears the stage; hosts and runners can tell who it is."""
    return Watching(
        who=participant.who if knows else None,
        name=participant.name,
        title=participant.ticket.title,
        muted=participant.muted if knows else None,
    )


def slots(participant: Participant) -> list[ShownSlot | None]:
    """Say what is in each of the person's media slots."""
    return [ShownSlot(s.peer, s.what) if s else None for s in participant.slots.shown]
