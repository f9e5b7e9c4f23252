"""Takes on the stage: what has to be true to start one, and everything that ends it."""

from datetime import UTC, datetime

import msgspec

from services.rooms.protocol import client_messages, server_messages
from services.rooms.protocol.close_codes import CloseCode
from services.rooms.protocol.errors import (
    ConsentMissing,
    HoursUsed,
    NobodyHosts,
    NobodySending,
    NoTakeRunning,
    NotYours,
    RecorderUnwell,
    RequestError,
    SceneMissing,
    TakeRunning,
    TryAgain,
)
from services.rooms.protocol.validation import line
from services.rooms.room.participant import Participant
from services.rooms.stage import places
from services.rooms.stage.events import CountdownEnded, TakePhaseChanged
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import active_take, attendance
from services.rooms.stage.takes import countdown as countdowns
from services.rooms.takes import changeable, guardianship, store
from services.rooms.takes.model import ParticipantRecording, TakeRequest
from services.rooms.takes.running_take import RunningTake
from shared import log
from shared.ids import RoleId, new_id
from shared.lines import isolated
from shared.tickets import StageTicket

logger = log.get(__name__)


async def start_take(
    stage: Stage, participant: Participant, message: client_messages.StartTake
) -> None:
    if not participant.manages:
        raise NotYours
    if not participant.ticket.may_record:
        raise HoursUsed
    if stage.busy:
        raise TakeRunning
    _check(stage)
    request = _request(stage, participant, message)
    if message.countdown:
        async with stage.context.database.tenant(stage.agency_id) as tx:
            await changeable.changeable(tx, request.production_id)
            await guardianship.agreed(tx, {p.who: p.name for p in stage.on_stage})
            role = await store.role_of(tx, request)
        countdowns.begin(stage, request, role, message.countdown)
    else:
        await _start(stage, request)


async def countdown_ended(stage: Stage, event: CountdownEnded) -> None:
    """Start the take that was counted down to, if all is still as it has to be."""
    countdown = stage.countdown
    if countdown is None or countdown.number != event.number:
        return
    stage.countdown = None
    try:
        _check(stage)
        request = msgspec.structs.replace(countdown.request, started_at=datetime.now(UTC))
        await _start(stage, request)
    except RequestError as error:
        _not_started(stage, error)
    except Exception:
        logger.exception("take not started", room=stage.name)
        _not_started(stage, TryAgain())


def _not_started(stage: Stage, error: RequestError) -> None:
    notice = server_messages.Notice("take_not_started", f"No take: {error}", error.code)
    stage.send_all(stage.hosts, notice)
    places.fill(stage)


async def _start(stage: Stage, request: TakeRequest) -> None:
    stage.running = await _begin(stage, request)
    for who in stage.running.sinks:
        active_take.record(stage, who)


def _request(
    stage: Stage, participant: Participant, message: client_messages.StartTake
) -> TakeRequest:
    scene = line(message.scene)
    if not scene:
        raise SceneMissing
    return TakeRequest(
        agency_id=stage.agency_id,
        session_id=stage.session_id,
        room=stage.number,
        production_id=stage.production_id,
        role_id=RoleId(message.role_id),
        scene=scene,
        name=line(message.name),
        started_by=participant.who,
        started_at=datetime.now(UTC),
        fence=stage.fence,
    )


def _check(stage: Stage) -> None:
    """Refuse a take unless everything is as it has to be."""
    if not attendance.attended(stage):
        raise NobodyHosts
    if missing := [isolated(p.name) for p in stage.on_stage if not p.agreed]:
        verb = "has" if len(missing) == 1 else "have"
        raise ConsentMissing(f"{', '.join(missing)} {verb} not agreed to be recorded.")
    if not any(p.publishes for p in stage.on_stage):
        raise NobodySending
    if problem := stage.context.recording_manager.problem:
        raise RecorderUnwell(problem)


def _part(participant: Participant, role_id: RoleId) -> ParticipantRecording:
    """Return one person's recording, under the candidate that they are in it."""
    ticket = participant.ticket
    reading = ticket.reading(role_id) if isinstance(ticket, StageTicket) else None
    return ParticipantRecording(
        id=new_id(),
        who=participant.who,
        name=participant.name,
        candidate_id=reading.candidate_id if reading else None,
        role_name=reading.role_name if reading else "",
    )


async def _begin(stage: Stage, request: TakeRequest) -> RunningTake:
    """Open the files within the transaction: a take that cannot be recorded never was."""
    parts = [_part(participant, request.role_id) for participant in stage.on_stage]
    running: RunningTake | None = None
    try:
        async with stage.context.database.tenant(stage.agency_id) as tx:
            await changeable.changeable(tx, request.production_id)
            await guardianship.agreed(tx, {part.who: part.name for part in parts})
            take = await store.start(tx, request, parts)
            running = await stage.context.recording_manager.open(take, parts)
    except store.Fenced as error:
        stage.close(CloseCode.MOVED, "The room has moved.")
        raise TryAgain from error
    except BaseException:
        if running:
            await stage.context.recording_manager.discard(running)
        raise
    return running


async def stop_take(stage: Stage, participant: Participant, _: client_messages.StopTake) -> None:
    if not participant.manages:
        raise NotYours
    if stage.countdown:
        countdowns.cancel(stage)
    elif stage.running:
        active_take.end(stage)
    else:
        raise NoTakeRunning


async def take_phase_changed(stage: Stage, event: TakePhaseChanged) -> None:
    """Learn whether a stopped take was stored."""
    if stage.storing and stage.storing.id == event.take_id:
        stage.storing = None
    await active_take.read(stage)
    if any(t.id == event.take_id and t.phase == "failed" for t in stage.takes or ()):
        notice = server_messages.Notice("take_failed", "Nothing of that take could be recorded.")
        stage.send_all(stage.hosts, notice)
