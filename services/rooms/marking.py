"""Takes get names, and their moments get markers."""

from datetime import UTC, datetime

import msgspec

from services.rooms import heard, tapes
from services.rooms.people import MANAGING, Person
from services.rooms.refusals import EnoughMarkers, NoTakeRunning, NotYours, TakeUnknown
from services.rooms.stage import Stage
from services.rooms.takes import standing, store
from services.rooms.takes.model import Take
from services.rooms.typed import line
from shared.ids import TakeId

MARKING = MANAGING | {"decision_maker"}


async def name_take(stage: Stage, person: Person, message: heard.NameTake) -> None:
    if not person.manages:
        raise NotYours
    take_id, name = TakeId(message.take_id), line(message.name)
    async with stage.means.database.tenant(stage.agency_id) as tx:
        await standing.changeable(tx, stage.production_id)
        if not await store.rename(tx, stage.session_id, take_id, name):
            raise TakeUnknown
    if stage.running:
        stage.running.take = _named(stage.running.take, take_id, name)
    stage.storing = stage.storing and _named(stage.storing, take_id, name)
    await tapes.read(stage)


def _named(take: Take, take_id: TakeId, name: str) -> Take:
    return msgspec.structs.replace(take, name=name) if take.id == take_id else take


async def mark(stage: Stage, person: Person, message: heard.Mark) -> None:
    at = datetime.now(UTC)
    if person.role not in MARKING:
        raise NotYours
    if not stage.running:
        raise NoTakeRunning
    take, text = stage.running.take, line(message.text)
    async with stage.means.database.tenant(stage.agency_id) as tx:
        await standing.changeable(tx, stage.production_id)
        if not await store.mark(tx, take, at, text, person.who, person.name):
            raise EnoughMarkers
