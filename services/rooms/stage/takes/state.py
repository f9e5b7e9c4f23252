"""What can be seen of a stage's takes."""

import msgspec

from services.rooms.protocol.state import PastTake, ShownPhase, ShownTake
from services.rooms.stage.model import Countdown
from services.rooms.stage.stage import Stage
from services.rooms.takes.model import Take
from shared.vocabulary.take_endings import words


def shown(stage: Stage) -> ShownTake | None:
    """Describe the take that is counted down to, runs or is being stored."""
    if stage.countdown:
        return _counting_down(stage.countdown)
    if stage.running:
        return _recording(stage, stage.running.take)
    return _now(stage.storing, "storing") if stage.storing else None


def _counting_down(countdown: Countdown) -> ShownTake:
    request = countdown.request
    return ShownTake(
        id=None,
        number=None,
        role_id=request.role_id,
        role=countdown.role,
        scene=request.scene,
        name=request.name,
        phase="counting",
        starts_at=countdown.starts_at,
    )


def _recording(stage: Stage, take: Take) -> ShownTake:
    ends_at = stage.unattended.ends_at if stage.unattended else None
    return msgspec.structs.replace(_now(take, "recording"), ends_at=ends_at)


def _now(take: Take, phase: ShownPhase) -> ShownTake:
    return ShownTake(
        id=take.id,
        number=take.number,
        role_id=take.role_id,
        role=take.role_name,
        scene=take.scene,
        name=take.name,
        phase=phase,
        started_at=take.started_at,
    )


def past(stage: Stage) -> list[PastTake]:
    """List all but the running one. One that a lost node recorded is about to be stored."""
    running = stage.running.take.id if stage.running else None
    return [
        PastTake(
            id=take.id,
            number=take.number,
            role=take.role_name,
            scene=take.scene,
            name=take.name,
            phase="storing" if take.phase == "recording" else take.phase,
            percent=take.finish_percent,
            ended=words(take.ended_because),
            waits=stage.context.recording_manager.waits(take.id),
        )
        for take in stage.takes or ()
        if take.id != running
    ]
