"""Takes get names, and their moments get markers."""

from datetime import UTC, datetime

import msgspec

from services.rooms.protocol import client_messages
from services.rooms.protocol.errors import EnoughMarkers, NoTakeRunning, NotYours, TakeUnknown
from services.rooms.protocol.validation import line
from services.rooms.room.participant import Participant
from services.rooms.stage.stage import Stage
from services.rooms.stage.takes import active_take
from services.rooms.takes import changeable, store
from services.rooms.takes.model import Take
from shared.ids import TakeId
from shared.tickets import MANAGING

MARKING = MANAGING | {"decision_maker"}


async def name_take(
    stage: Stage, participant: Participant, message: client_messages.NameTake
) -> None:
    if not participant.manages:
        raise NotYours
    take_id, name = TakeId(message.take_id), line(message.name)
    async with stage.context.database.tenant(stage.agency_id) as tx:
        await changeable.changeable(tx, stage.production_id)
        if not await store.rename(tx, stage.session_id, take_id, name):
            raise TakeUnknown
    if stage.running:
        stage.running.take = _named(stage.running.take, take_id, name)
    stage.storing = stage.storing and _named(stage.storing, take_id, name)
    await active_take.read(stage)


def _named(take: Take, take_id: TakeId, name: str) -> Take:
    return msgspec.structs.replace(take, name=name) if take.id == take_id else take


async def mark(stage: Stage, participant: Participant, message: client_messages.Mark) -> None:
    at = datetime.now(UTC)
    if participant.role not in MARKING:
        raise NotYours
    if not stage.running:
        raise NoTakeRunning
    take, text = stage.running.take, line(message.text)
    async with stage.context.database.tenant(stage.agency_id) as tx:
        await changeable.changeable(tx, stage.production_id)
        if not await store.mark(tx, take, at, text, participant.who, participant.name):
            raise EnoughMarkers
