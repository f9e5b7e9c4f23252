"""All that an agency has, as its owner's rows and files; and productions that fill every table."""

from typing import Any, NamedTuple
from uuid import UUID, uuid4

from shared.ids import AgencyId, ProductionId
from shared.objects import Objects
from shared.tenancy import schema_of
from tests.eventually import eventually
from tests.installation import SIDES, Office
from tests.integration.gateway.candidates import answer

_TAKE = """
INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number, phase,
    started_by, started_at, fence) VALUES ('{take}', '{session}', '{production}', '{role}',
    'Miranda', '1', 1, 'recorded', 'person:x', now(), 1);
INSERT INTO recording (id, take_id, who, name, started_at, object_key)
    VALUES ('{new}', '{take}', 'guest:{guest}', 'Ana', now(), '{agency}/{take}/ana.webm');
INSERT INTO marker (id, take_id, at_ms, text, who, name)
    VALUES ('{new}', '{take}', 1, 'There', 'person:x', 'Olivia');
INSERT INTO visit (id, session_id, production_id, place, who, name, title, role)
    VALUES ('{new}', '{session}', '{production}', 'stage', 'guest:{guest}', 'Ana', '', 'actor');
INSERT INTO consent (id, session_id, production_id, who, name, agreed, statement)
    VALUES ('{new}', '{session}', '{production}', 'guest:{guest}', 'Ana', true, 'Yes');
INSERT INTO removal (id, session_id, production_id, who, name, removed_by)
    VALUES ('{new}', '{session}', '{production}', 'guest:{guest}', 'Ana', 'person:x');
INSERT INTO upload (id, purpose, who, place, production_id, file_name, metadata, length, received,
    expires_at)
    VALUES ('{upload}', 'sides', 'person:x', '', '{production}', 'a.pdf', '', 9, 5, now());
INSERT INTO upload_part (upload_id, start, size, object_key, sha256)
    VALUES ('{upload}', 0, 5, '{agency}/uploads/{part}', sha256('parts'));
INSERT INTO deleted_take (take_id, production_id) VALUES ('{new}', '{production}');
INSERT INTO notification (id, session_id, production_id, written_by, leaves_at)
    VALUES ('{new}', '{session}', '{production}', '{new}', now());
INSERT INTO mute (session_id, room, who, muted_by)
    VALUES ('{session}', 1, 'guest:{guest}', 'person:x');
"""

# The log with its seals, the words that people agreed to, who wants no more mails of a kind, the
# people whom the office knows, and what stays of them; the version before had outcomes.
_OF_NO_PRODUCTION = {
    *("audit", "audit_seal", "consent_statement", "mail_suppression", "casting_record", "outcome"),
    *("talent", "rep", "rep_firm", "representation", "guardian", "contact"),
    *("talent_note", "talent_note_reader", "talent_availability", "talent_photo", "talent_birth"),
    *("birth_reader", "guardian_agreement", "talent_hold", "people_import", "people_import_line"),
    *("agency_settings", "blocked_time", "talent_likeness", "talent_merge", "talent_uncompared"),
}


class Full(NamedTuple):
    """A production that has something in every table, and a file of each kind."""

    agency: AgencyId
    id: ProductionId
    ids: tuple[str, ...]
    files: tuple[str, ...]

    def is_in(self, row: str) -> bool:
        """Whether a row says anything of it."""
        return any(each in row for each in self.ids)


class Records:
    """The house's rows and files, as its owner sees them."""

    def __init__(self, connection: Any, objects: Objects) -> None:
        self.connection = connection
        self.objects = objects

    async def rows(self, agency: UUID) -> dict[str, list[str]]:
        """Return every row of an agency, as text, but for those of `_OF_NO_PRODUCTION`."""
        tables = await self.connection.fetch(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = $1", schema_of(agency)
        )
        found = {}
        for table in {row["name"] for row in tables} - _OF_NO_PRODUCTION:
            rows = await self.connection.fetch(
                f'SELECT to_jsonb(t)::text AS row FROM "{schema_of(agency)}"."{table}" t'
            )
            found[table] = sorted(row["row"] for row in rows)
        return found

    async def naming(self, full: Full) -> set[str]:
        """Return the tables that still say anything of a production."""
        rows = await self.rows(full.agency)
        return {table for table, each in rows.items() if any(full.is_in(row) for row in each)}

    async def log(self, full: Full) -> list[tuple[str, str]]:
        """Return who did what to a production, by the audit log."""
        rows = await self.connection.fetch(
            f"""SELECT who, act FROM "{schema_of(full.agency)}".audit WHERE thing_id = $1""",
            full.id,
        )
        return [(row["who"], row["act"]) for row in rows]

    async def taken_in(self, event: UUID) -> None:
        """Wait until the gateway has taken a fact in."""
        asked = (
            "SELECT true FROM platform.inbox WHERE consumer = 'gateway.casting' AND event_id = $1"
        )
        await eventually(lambda: self.connection.fetchval(asked, event), bool)

    async def deletions_are_done(self, agency: UUID) -> None:
        """Wait until nothing of an agency is to be deleted any more."""
        left = """SELECT count(*) FROM gateway.job
            WHERE agency_id = $1 AND kind ~ '^(subscriptions|productions)[.]'"""
        await eventually(lambda: self.connection.fetchval(left, agency), lambda count: not count)

    async def files(self, agency: UUID) -> set[str]:
        return {key async for key in self.objects.keys(agency.hex)}


def name_of(office: Office) -> str:
    return office.actor.removeprefix("ana-").removesuffix("@actors.test")


async def fill(office: Office, records: Records) -> Full:
    """Give a production something in every table."""
    owner, session = office.owner, office.session
    (actor,) = await owner.guests(session)
    rep = {"name": "Rita", "title": "Agents", "email": f"rep-{uuid4().hex}@reps.test"}
    assert (await owner.post(f"/guests/{actor['id']}/reps", session, data=rep)).status_code == 303
    (role,) = (await owner.get(f"/api/v1{office.production}/roles")).json()
    agency = await records.connection.fetchval(
        "SELECT id FROM platform.agency WHERE name = $1", f"Office {name_of(office)}"
    )
    ids = {
        "production": office.production.rsplit("/", 1)[-1],
        "session": session.rsplit("/", 1)[-1],
        "role": role["id"],
        "guest": actor["id"],
        "take": str(uuid4()),
        "upload": str(uuid4()),
    }
    await records.connection.execute(f'SET search_path TO "{schema_of(agency)}"')
    part = f"{UUID(ids['upload']).hex}/0"
    await records.connection.execute(_TAKE.format(new=uuid4(), agency=agency.hex, part=part, **ids))
    score = {"rating": "4"}
    take = f"/takes/{ids['take']}"
    assert (await owner.post(f"{take}/scorecard", session, data=score)).status_code == 303
    assert (await answer(office, "pin")).status_code == 303
    sides = await records.connection.fetchval(
        "SELECT object_key FROM sides WHERE role_id = $1", UUID(role["id"])
    )
    recorded = f"{agency.hex}/{UUID(ids['take']).hex}/ana.webm"
    await records.objects.put(recorded, b"film")
    sent = f"{agency.hex}/uploads/{part}"
    await records.objects.put(sent, b"parts")
    return Full(
        AgencyId(agency),
        ProductionId(UUID(ids["production"])),
        (*ids.values(), actor["slot_id"]),
        (sides, recorded, sent),
    )


async def beside(office: Office) -> Office:
    """Start another production in the same agency, with an actor of its own."""
    owner = office.owner
    production = await owner.start_production("Hamlet")
    assert (await owner.add_role(production, "Ophelia", SIDES.read_bytes())).status_code == 303
    session = await owner.lay_out(production)
    link = await owner.invite(session, f"second-{office.actor}")
    return office._replace(production=production, session=session, actor_link=link)
