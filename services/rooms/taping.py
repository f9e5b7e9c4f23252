"""Takes on the stage: what has to be true to start one, and everything that ends it."""

from datetime import UTC, datetime

from services.rooms import heard, told
from services.rooms.endings import Ending
from services.rooms.inbox import TakeTurned
from services.rooms.people import Person
from services.rooms.refusals import (
    ConsentMissing,
    NobodySending,
    NoTakeRunning,
    NotYours,
    RecorderUnwell,
    SceneMissing,
    TakeRunning,
    TryAgain,
)
from services.rooms.stage import Stage
from services.rooms.takes import store
from services.rooms.takes.model import Order, Part
from services.rooms.takes.studio import Running
from shared.ids import RoleId, new_id


async def start_take(stage: Stage, person: Person, message: heard.StartTake) -> None:
    _check(stage, person)
    scene = " ".join(message.scene.split())
    if not scene:
        raise SceneMissing
    order = Order(
        agency_id=stage.agency_id,
        session_id=stage.session_id,
        production_id=stage.production_id,
        role_id=RoleId(message.role_id),
        scene=scene,
        started_by=person.who,
        started_at=datetime.now(UTC),
        fence=stage.fence,
    )
    stage.running = await _begin(stage, order)
    for who in stage.running.sinks:
        stage.record(who)


def _check(stage: Stage, person: Person) -> None:
    """Refuse a take unless everything is as it has to be."""
    if not person.manages:
        raise NotYours
    if stage.running:
        raise TakeRunning
    if missing := [p.ticket.name for p in stage.on_stage if not p.agreed]:
        verb = "has" if len(missing) == 1 else "have"
        raise ConsentMissing(f"{', '.join(missing)} {verb} not agreed to be recorded.")
    if not any(p.publishes for p in stage.on_stage):
        raise NobodySending
    if problem := stage.means.studio.problem:
        raise RecorderUnwell(problem)


async def _begin(stage: Stage, order: Order) -> Running:
    """Open the files within the transaction: a take that cannot be recorded never was."""
    parts = [Part(id=new_id(), who=p.who, name=p.ticket.name) for p in stage.on_stage]
    running: Running | None = None
    try:
        async with stage.means.database.tenant(stage.agency_id) as tx:
            take = await store.start(tx, order, parts)
            running = await stage.means.studio.open(take, parts)
    except store.Fenced as error:
        stage.close(Ending.MOVED, "The room has moved.")
        raise TryAgain from error
    except BaseException:
        if running:
            await stage.means.studio.discard(running)
        raise
    return running


async def stop_take(stage: Stage, person: Person, _: heard.StopTake) -> None:
    if not person.manages:
        raise NotYours
    if not stage.running:
        raise NoTakeRunning
    stage.end_take()


async def turned(stage: Stage, item: TakeTurned) -> None:
    """Learn how the keeping of a take went."""
    if stage.storing and stage.storing.id == item.take_id:
        stage.storing = None
    await stage.read_takes()
    if any(t.id == item.take_id and t.phase == "failed" for t in stage.takes):
        notice = told.Notice("take_failed", "Nothing of that take could be recorded.")
        stage.tell_all(stage.hosts, notice)
