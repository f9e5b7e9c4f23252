"""Talent of the demo's office: names of several scripts, a minor with a guardian, several reps, a
duplicate, and somebody in the bin."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from services.gateway.casting.talent import actions as talent
from services.gateway.casting.talent.availability import actions as availability
from services.gateway.casting.talent.availability.model import NewStatement
from services.gateway.casting.talent.bin import actions as bin_actions
from services.gateway.casting.talent.guardians import actions as guardians
from services.gateway.casting.talent.guardians.asking import actions as asking
from services.gateway.casting.talent.guardians.asking.model import Asking
from services.gateway.casting.talent.guardians.model import GuardianFields
from services.gateway.casting.talent.model import TalentFields
from services.gateway.casting.talent.notes import actions as notes
from services.gateway.casting.talent.notes.model import NewNote
from services.gateway.casting.talent.reps import actions as reps
from services.gateway.casting.talent.reps.model import FirmFields, RepFields, Representing
from services.gateway.web.desk import Desk
from shared.ids import ProductionId, RepId

LAKE = FirmFields(name="Lake Talent", zone="Europe/London", website="https://laketalent.test")
REPS: Mapping[str, RepFields] = {
    "robin": RepFields(name="Robin Lake", title="Agent", email="robin@laketalent.test"),
    "aiko": RepFields(
        name="田中 愛子", title="Manager", email="aiko@managers.test", zone="Asia/Tokyo"
    ),
}


class Known(msgspec.Struct, frozen=True):
    """Somebody of the demo: `reps` are keys of `REPS` with what they cover, `said` of the days from
    today on."""

    fields: TalentFields
    reps: Mapping[str, str] = {}
    guardian: GuardianFields | None = None
    note: str = ""
    said: Sequence[NewStatement] = ()


def people(today: date) -> Sequence[Known]:
    week = timedelta(days=7)
    return (
        Known(
            TalentFields(
                name="Ana Silva",
                pronouns="she/her",
                email="ana@actors.test",
                based_in="Lisbon",
                zone="Europe/Lisbon",
                playing_age_from=24,
                playing_age_to=34,
                height_cm=168,
                skills=["stage combat", "violin"],
                languages=["Portuguese", "English"],
                accents=["RP", "Lisbon"],
                unions=["Equity"],
                tags=["comedy"],
            ),
            reps={"robin": "UK", "aiko": "Japan"},
            note="Best when she is given a second go.",
            said=(
                NewStatement(today + week, today + 3 * week, "not_free", "person"),
                NewStatement(today + 2 * week, today + 2 * week, "free", "rep", "can be released"),
            ),
        ),
        Known(
            TalentFields(
                name="Zoë Okafor",
                based_in="Leeds",
                playing_age_from=8,
                playing_age_to=11,
                tags=["new"],
                minor=True,
            ),
            guardian=GuardianFields(
                name="Grace Okafor", email="grace@okafor.test", relation="mother"
            ),
        ),
        Known(TalentFields(name="محمد علي", languages=["العربية", "English"], based_in="عمّان")),
        Known(TalentFields(name="Nguyễn Thị Minh Khai", skills=["singing"], tags=["musical"])),
        Known(
            TalentFields(name="김서연", pronouns="she/they", languages=["한국어"]),
            reps={"aiko": "commercials"},
        ),
        Known(TalentFields(name="Łukasz Żółć", unions=["ZASP"], height_cm=191)),
        Known(
            TalentFields(
                name="Björk Þórsdóttir",
                email="bjork@actors.test",
                based_in="Reykjavík",
                skills=["riding"],
            )
        ),
        # As she was written down once more: a duplicate to merge.
        Known(TalentFields(name="Bjork Thorsdottir", email="bjork@actors.test", tags=["musical"])),
    )


async def add(desk: Desk, production_id: ProductionId) -> None:
    """Add them; the guardian of the minor is asked whether the child may be recorded."""
    firm = await reps.add_firm(desk, LAKE)
    robin = msgspec.structs.replace(REPS["robin"], firm_id=firm.id)
    ids = {
        key: (await reps.add(desk, fields)).id for key, fields in {**REPS, "robin": robin}.items()
    }
    for known in people(desk.now.date()):
        await _add(desk, known, ids, production_id)
    mistake = await talent.add(desk, TalentFields(name="Ana Sliva"))
    await bin_actions.delete(desk, mistake.id)


async def _add(
    desk: Desk, known: Known, ids: Mapping[str, RepId], production_id: ProductionId
) -> None:
    person = await talent.add(desk, known.fields)
    for key, covers in known.reps.items():
        await reps.represent(desk, person.id, Representing(ids[key], covers))
    if known.guardian:
        guardian_id = await guardians.add(desk, person.id, known.guardian)
        await asking.ask(desk, guardian_id, Asking(production_id))
    if known.note:
        await notes.write(desk, person.id, NewNote(known.note))
    for statement in known.said:
        await availability.state(desk, person.id, statement)
