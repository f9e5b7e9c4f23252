"""A list says who represents somebody: firms and reps are found, or added once."""

from datetime import UTC, datetime
from uuid import UUID

from services.gateway.casting.talent.importing import batches
from services.gateway.casting.talent.importing.model import Import
from services.gateway.casting.talent.reps import actions, lists
from services.gateway.casting.talent.reps.lists import REPS
from services.gateway.casting.talent.reps.model import FirmFields, RepFields
from services.gateway.platform.tables.model import Record
from services.gateway.web.desk import Desk
from services.gateway.web.listing.reading import of_query
from tests.integration.gateway.people import People

COLUMNS = ["Name", "Agent", "Agent email", "Agency"]
LINES = (
    ("Ana Silva", "Rita Rep", "rita@agents.test", "Stage Agents"),
    ("Ben Okafor", "RITA RÉP", "Rita@agents.test", "STAGE AGENTS"),
    ("Cyd Chen", "", "", "Stage Agents"),
    ("Dan Diaz", "Old Hand", "", "Kept Agents"),
    ("Eve Ek", "", "", ""),
    ("Fay Fox", "Not", "no address", ""),
)


def listed(person: UUID) -> Import:
    at = datetime.now(UTC)
    return Import(
        id=person, kind="talent", upload_id=person, file_name="x.csv", status="running",
        columns=COLUMNS, sample=[], mapping=["name", "rep_name", "rep_email", "rep_firm"],
        lines=6, line=0, read=0, added=0, known=0, refused=0, who="person:x", person_id=person,
        version=1, begun_at=at, ended_at=None,
    )  # fmt: skip


async def represented(desk: Desk) -> list[tuple[str, str, str | None]]:
    rows = await desk.connection.fetch(
        """SELECT t.name, r.name AS rep, f.name AS firm FROM representation p
        JOIN talent t ON t.id = p.talent_id JOIN rep r ON r.id = p.rep_id
        LEFT JOIN rep_firm f ON f.id = r.firm_id ORDER BY t.name"""
    )
    return [tuple(row) for row in rows]


async def test_firms_and_reps_of_a_list_are_found_or_added_once(people: People) -> None:
    async with people.desk(people.neighbour) as theirs:
        await actions.add_firm(theirs, FirmFields(name="Stage Agents"))
    async with people.desk() as desk:
        kept = await actions.add_firm(desk, FirmFields(name="Kept Agents"))
        await actions.add(desk, RepFields(name="old hand", firm_id=kept.id))
        batch = [Record(line, cells) for line, cells in enumerate(LINES, 2)]
        of = listed(people.person)
        taken = await batches.take_in(desk.connection, people.agency, of, batch)
        assert {each.line for each in taken.remarks} == {7}
        later = [Record(8, ("Gil Gray", "Rita Rep", "rita@agents.test", ""))]
        await batches.take_in(desk.connection, people.agency, of, later)
        assert await represented(desk) == [
            ("Ana Silva", "Rita Rep", "Stage Agents"),
            ("Ben Okafor", "Rita Rep", "Stage Agents"),
            ("Cyd Chen", "Stage Agents", "Stage Agents"),
            ("Dan Diaz", "old hand", "Kept Agents"),
            ("Fay Fox", "Not", None),
            ("Gil Gray", "Rita Rep", "Stage Agents"),
        ]
        page = await lists.reps(desk, of_query(REPS, {}))
        assert [each.name for each in page.items] == ["Not", "old hand", "Rita Rep", "Stage Agents"]
