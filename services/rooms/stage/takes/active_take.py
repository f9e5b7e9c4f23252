"""The takes of a stage: the running one, the one that is being stored, and those before."""

import contextlib

from services.rooms.media.errors import UnknownPeer
from services.rooms.protocol import server_messages
from services.rooms.stage import places
from services.rooms.stage.events import TakePhaseChanged
from services.rooms.stage.stage import Stage
from services.rooms.takes import guardianship, store
from services.rooms.takes.model import UNSETTLED
from shared.vocabulary.take_endings import TakeEnding


def arm(stage: Stage) -> None:
    """Ask everyone on stage for the high camera layer as soon as a take may begin: an encoder needs
    seconds to come up, and a take is about its first words too."""
    ready = stage.busy or all(participant.agreed for participant in stage.on_stage)
    for participant in stage.people.values():
        armed = ready and participant.where == "stage"
        if armed != participant.armed:
            participant.armed = armed
            stage.media.arm(participant.who, on=armed)


def record(stage: Stage, who: str) -> None:
    """Record a person's media; of who does not publish yet, when they do."""
    if stage.running and who in stage.running.sinks:
        with contextlib.suppress(UnknownPeer):
            stage.media.record(who, stage.running.sinks[who])


def end(stage: Stage, ending: TakeEnding | None = None, notice: str = "") -> None:
    """End the running take, if there is one. `ending` says why, unless somebody stopped it; the
    notice says more to hosts and runners."""
    running, stage.running = stage.running, None
    if running is None:
        return
    for who in running.sinks:
        stage.media.stop_recording(who)
    stage.storing = running.take
    settled = TakePhaseChanged(running.take.id)
    stage.context.recording_manager.stop(running, lambda: stage.inbox.put(settled), ending)
    if notice:
        stage.send_all(stage.hosts, server_messages.Notice("take_stopped", notice))
    places.fill(stage)


def end_without_people(stage: Stage) -> None:
    """End a take of which nobody is on stage any more."""
    if stage.running and not any(p.who in stage.running.recordings for p in stage.on_stage):
        end(stage, "everyone_left", "The take was stopped: everyone has left the stage.")


async def end_without_guardians(stage: Stage) -> None:
    """End a take of a child for whom a guardian has taken their agreement back."""
    if stage.running is None:
        return
    names = {p.who: p.name for p in stage.on_stage if p.who in stage.running.recordings}
    async with stage.context.database.tenant(stage.agency_id) as tx:
        children = await guardianship.unagreed(tx, names)
    if children:
        notice = f"The take was stopped: a guardian no longer agrees for {children}."
        end(stage, "consent_withdrawn", notice)


async def on_tick(stage: Stage) -> None:
    """Report what the recorder reports, and follow what becomes of takes elsewhere."""
    for words in stage.running.new_failures() if stage.running else []:
        stage.send_all(stage.hosts, server_messages.Notice("recording_cut", words))
    if stage.running and (failure := stage.running.failure):
        end(stage, "recorder_failed", f"The take was stopped: {failure}")
    if stage.running and stage.context.recording_manager.fills_up:
        end(stage, "disk_full", "The take was stopped: the recorder's disk is nearly full.")
    await end_without_guardians(stage)
    if stage.takes is None or stage.storing or any(take.phase in UNSETTLED for take in stage.takes):
        await read(stage)


async def read(stage: Stage) -> None:
    """Read this room's takes anew."""
    async with stage.context.database.tenant(stage.agency_id) as tx:
        found = await store.of_session(tx, stage.agency_id, stage.session_id)
    stage.takes = [take for take in found if take.room == stage.number]
