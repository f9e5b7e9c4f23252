"""What somebody may see of the stage."""

from datetime import UTC, datetime

from services.rooms.protocol.state import Host, Named, PresentPerson, State, Waiting, Watching, You
from services.rooms.room import views
from services.rooms.room.participant import Participant
from services.rooms.stage import talkback, wait_time
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import attendance
from services.rooms.stage.takes.state import past, shown


def state_for(stage: Stage, participant: Participant) -> State:
    """Return a person's state. Who waits sees nobody on stage, and nothing of the takes."""
    if participant.where == "lobby":
        return _from_lobby(stage, participant)
    knows = participant.manages
    return State(
        room=stage.number,
        you=You(
            where=participant.where,
            agreed=participant.agreed,
            muted=participant.muted,
            only_host=attendance.is_alone(stage, participant),
            seen=participant.seen,
        ),
        host=_host(stage),
        on_stage=_on_stage(stage, knows=knows),
        slots=views.slots(participant),
        lobby=_lobby(stage) if knows else [],
        watching=_watching(stage, knows=knows),
        speakers=[Named(p.who, p.name) for p in talkback.speakers(stage)],
        removed=stage.removed if knows else [],
        take=shown(stage),
        takes=past(stage) if knows else [],
        recorder=(stage.context.recording_manager.problem or "ok") if knows else None,
    )


def _from_lobby(stage: Stage, participant: Participant) -> State:
    queue = stage.in_lobby
    you = You(
        where=participant.where,
        queue=None if participant.seen else queue.index(participant) + 1,
        wait_minutes=None if participant.seen else _minutes(stage, queue, participant),
        seen=participant.seen,
        agreed=participant.agreed,
        muted=participant.muted,
    )
    return State(
        room=stage.number,
        you=you,
        host=_host(stage),
        on_stage=[],
        slots=views.slots(participant),
        watching=_watching(stage, knows=False),
    )


def _host(stage: Stage) -> Host:
    if stage.hosts:
        return "here"
    return "left" if stage.hosted else "awaited"


def _on_stage(stage: Stage, *, knows: bool) -> list[PresentPerson]:
    return [views.present(p, knows=knows) for p in stage.on_stage]


def _watching(stage: Stage, *, knows: bool) -> list[Watching]:
    return [views.watching(p, knows=knows) for p in stage.people.values() if p.where == "watching"]


def _lobby(stage: Stage) -> list[Waiting]:
    queue = stage.in_lobby
    return [views.waiting(p, _minutes(stage, queue, p)) for p in queue]


def _minutes(stage: Stage, queue: list[Participant], participant: Participant) -> int | None:
    ahead = queue[: queue.index(participant)]
    return wait_time.minutes_to_wait(participant, ahead, stage.on_stage, datetime.now(UTC))
