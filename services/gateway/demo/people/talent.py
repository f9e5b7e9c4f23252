"""Adds the demo's talent, with reps, guardians, notes and days; and somebody who is in the bin."""

from collections.abc import Collection, Mapping

import msgspec

from services.gateway.casting.talent import actions as talent
from services.gateway.casting.talent.availability import actions as availability
from services.gateway.casting.talent.bin import actions as bin_actions
from services.gateway.casting.talent.guardians import actions as guardians
from services.gateway.casting.talent.guardians.asking import actions as asking
from services.gateway.casting.talent.guardians.asking.model import Asking
from services.gateway.casting.talent.model import TalentFields
from services.gateway.casting.talent.notes import actions as notes
from services.gateway.casting.talent.notes.model import NewNote
from services.gateway.casting.talent.reps import actions as reps
from services.gateway.casting.talent.reps import store as rep_store
from services.gateway.casting.talent.reps.model import FirmFields, RepFields, Representing
from services.gateway.demo.people.known import Known, everybody
from services.gateway.web.desk import Desk
from shared.ids import ProductionId, RepId

LAKE = FirmFields(name="Lake Talent", zone="Europe/London", website="https://laketalent.test")
REPS: Mapping[str, RepFields] = {
    "robin": RepFields(name="Robin Lake", title="Agent", email="robin@laketalent.test"),
    "aiko": RepFields(
        name="田中 愛子", title="Manager", email="aiko@managers.test", zone="Asia/Tokyo"
    ),
}
MISTAKE = "Ana Sliva"


async def add_first(desk: Desk, production_id: ProductionId, names: Collection[str]) -> None:
    """Add the reps, and those who are invited before others are there."""
    firm = await reps.add_firm(desk, LAKE)
    await reps.add(desk, msgspec.structs.replace(REPS["robin"], firm_id=firm.id))
    await reps.add(desk, REPS["aiko"])
    await _add(desk, production_id, [each for each in everybody() if each.fields.name in names])


async def add_others(desk: Desk, production_id: ProductionId, names: Collection[str]) -> None:
    """Add all but those; the guardians of minors are asked whether the child may be recorded."""
    others = [each for each in everybody() if each.fields.name not in names]
    await _add(desk, production_id, others)
    mistake = await talent.add(desk, TalentFields(name=MISTAKE))
    await bin_actions.delete(desk, mistake.id)


async def _add(desk: Desk, production_id: ProductionId, people: Collection[Known]) -> None:
    ids = {each.name: each.id for each in await rep_store.reps(desk)}
    for known in people:
        await _add_one(desk, known, ids, production_id)


async def _add_one(
    desk: Desk, known: Known, ids: Mapping[str, RepId], production_id: ProductionId
) -> None:
    person = await talent.add(desk, known.fields)
    for key, covers in known.reps.items():
        await reps.represent(desk, person.id, Representing(ids[REPS[key].name], covers))
    if known.guardian:
        guardian_id = await guardians.add(desk, person.id, known.guardian)
        await asking.ask(desk, guardian_id, Asking(production_id))
    if known.note:
        await notes.write(desk, person.id, NewNote(known.note))
    for said in known.said:
        await availability.state(desk, person.id, said.from_day(desk.now.date()))
