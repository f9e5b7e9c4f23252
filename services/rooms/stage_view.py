"""What somebody may see of the stage."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from services.rooms import attending, speaking, view, waiting
from services.rooms.people import Person
from services.rooms.picture import Host, Named, Present, State, Waiting, Watching, You
from services.rooms.take_view import past, shown

if TYPE_CHECKING:
    from services.rooms.stage import Stage


def state_for(stage: "Stage", person: Person) -> State:
    """Return a person's state. Who waits sees nobody on stage, and nothing of the takes."""
    if person.where == "lobby":
        return _from_lobby(stage, person)
    knows = person.manages
    return State(
        room=stage.number,
        you=You(
            where=person.where,
            agreed=person.agreed,
            muted=person.muted,
            only_host=attending.is_alone(stage, person),
            seen=person.seen,
        ),
        host=_host(stage),
        on_stage=_on_stage(stage, knows=knows),
        slots=view.slots(person),
        lobby=_lobby(stage) if knows else [],
        watching=_watching(stage, knows=knows),
        speakers=[Named(p.who, p.name) for p in speaking.speakers(stage)],
        removed=stage.removed if knows else [],
        take=shown(stage),
        takes=past(stage) if knows else [],
        recorder=(stage.means.studio.problem or "ok") if knows else None,
    )


def _from_lobby(stage: "Stage", person: Person) -> State:
    queue = stage.in_lobby
    you = You(
        where=person.where,
        queue=None if person.seen else queue.index(person) + 1,
        wait_minutes=None if person.seen else _minutes(stage, queue, person),
        seen=person.seen,
        agreed=person.agreed,
        muted=person.muted,
    )
    return State(
        room=stage.number,
        you=you,
        host=_host(stage),
        on_stage=[],
        slots=view.slots(person),
        watching=_watching(stage, knows=False),
    )


def _host(stage: "Stage") -> Host:
    if stage.hosts:
        return "here"
    return "left" if stage.hosted else "awaited"


def _on_stage(stage: "Stage", *, knows: bool) -> list[Present]:
    return [view.present(p, knows=knows) for p in stage.on_stage]


def _watching(stage: "Stage", *, knows: bool) -> list[Watching]:
    return [view.watching(p, knows=knows) for p in stage.people.values() if p.where == "watching"]


def _lobby(stage: "Stage") -> list[Waiting]:
    queue = stage.in_lobby
    return [view.waiting(p, _minutes(stage, queue, p)) for p in queue]


def _minutes(stage: "Stage", queue: list[Person], person: Person) -> int | None:
    ahead = queue[: queue.index(person)]
    return waiting.minutes_to_wait(person, ahead, stage.on_stage, datetime.now(UTC))
