"""What somebody may see of the stage."""

from typing import TYPE_CHECKING

from services.rooms import told
from services.rooms.people import Person
from services.rooms.takes.model import Take
from services.rooms.view import present, waiting, watching

if TYPE_CHECKING:
    from services.rooms.stage import Stage


def state_for(stage: "Stage", person: Person) -> told.State:
    """Return a person's state. Who waits sees nobody on stage, and nothing of the takes."""
    waits, knows = person.where == "lobby", person.manages
    queue = stage.in_lobby
    return told.State(
        you=told.You(
            where=person.where,
            queue=queue.index(person) + 1 if waits else None,
            agreed=person.agreed,
        ),
        on_stage=[] if waits else [present(p, knows=knows) for p in stage.on_stage],
        slots=person.slots.shown,
        lobby=[waiting(p) for p in queue] if knows else [],
        watching=[watching(p) for p in stage.people.values() if p.where == "watching"],
        take=None if waits else _take(stage),
        takes=_takes(stage) if knows else [],
        recorder=(stage.means.studio.problem or "ok") if knows else None,
    )


def _take(stage: "Stage") -> told.RunningTake | None:
    if stage.running:
        return _running(stage.running.take, "recording")
    return _running(stage.storing, "storing") if stage.storing else None


def _running(take: Take, phase: told.TakePhase) -> told.RunningTake:
    return told.RunningTake(
        id=take.id,
        number=take.number,
        role_id=take.role_id,
        role=take.role_name,
        scene=take.scene,
        started_at=take.started_at,
        phase=phase,
    )


def _takes(stage: "Stage") -> list[told.PastTake]:
    """List all but the running one. One that a lost node recorded is about to be stored."""
    running = stage.running.take.id if stage.running else None
    return [
        told.PastTake(
            id=take.id,
            number=take.number,
            role=take.role_name,
            scene=take.scene,
            phase="storing" if take.phase == "recording" else take.phase,
            percent=take.finish_percent,
        )
        for take in stage.takes
        if take.id != running
    ]
