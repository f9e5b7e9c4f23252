"""An office as full as a large one on a long day, made by the actions of its owner; its takes are
written as rooms leaves them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from services.gateway.casting.auditions import actions as auditions
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import Invitation, NewSession, Session
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions.model import NewProduction, NewRole
from services.gateway.casting.talent import actions as talent
from services.gateway.casting.talent.model import TalentFields
from services.gateway.web.desk import Agency, Desk, Person
from shared import tenancy
from shared.ids import AgencyId, PersonId, ProductionId, RoleId
from shared.objects import Objects
from shared.tenancy import Database, schema_of
from tests.bench.load.bare import NOWHERE
from tests.installation import Installation

PRODUCTIONS, ROLES, SLOTS, PEOPLE = 41, 31, 60, 300
"""Of the office, of its first production, of today's session, and of the office."""
EMAIL, OFFICE = "olivia@bench.test", "Bench Casting"
SLOT_MINUTES, AGO = 10, timedelta(hours=1)
GIVEN = ("Ana", "Ádám", "Björk", "Chloé", "Zoë", "Юлия", "Omar", "Mei", "Seán")
FAMILY = ("Silva", "Nagy", "Okafor", "Орлова", "Lefèvre", "Müller", "Reyes")
_TAKES = """
INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number, phase,
        started_by, started_at, composite_key, thumbnail_key, fence)
    SELECT g.id, $1, $2, $3, 'Role 1', 'Scene 1', row_number() OVER (ORDER BY g.id), 'finished',
        'person:' || $4, now() - interval '5 minutes', 'none', 'none', 1
    FROM guest g WHERE g.session_id = $1 AND g.role = 'actor';
"""
_RECORDINGS = """
INSERT INTO recording (id, take_id, who, name, started_at, object_key)
    SELECT g.id, g.id, 'guest:' || g.id, g.name, now(), 'none'
    FROM guest g WHERE g.session_id = $1 AND g.role = 'actor'"""


class FullOffice(msgspec.Struct, frozen=True):
    """Where its pages are, by their names, and the session of its owner."""

    pages: Mapping[str, str]
    session_cookie: str


async def furnish(installation: Installation) -> FullOffice:
    """Found it, and pay for its first production, so that as many mails may leave."""
    async with installation.browser() as visitor:
        await visitor.sign_up(EMAIL, OFFICE)
        production = await visitor.start_production("The Tempest")
        await visitor.pay(production)
        production_id = ProductionId(UUID(production.rpartition("/")[2]))
        async with _owner(installation) as owner:
            session = await _fill(installation, owner, production_id)
        cookie = visitor.client.cookies[NOWHERE.cookie("session")]
    return FullOffice(_pages(production, session), cookie)


def _pages(production: str, session: Session) -> dict[str, str]:
    return {
        "Today": "/today",
        "Productions": "/productions",
        "a production": production,
        "People": "/talent",
        "Calendar": "/calendar",
        "Takes": "/takes",
        "a session": f"/sessions/{session.id}",
    }


async def _fill(installation: Installation, owner: Any, production_id: ProductionId) -> Session:
    agency_id, person_id = await owner.fetchrow(
        "SELECT agency_id, person_id FROM platform.membership"
    )
    agency, person = Agency(agency_id, OFFICE), Person(person_id, EMAIL, "Olivia")
    gateway = await tenancy.connect(
        installation.plan.config.database_url("gateway"), "gateway", size=2
    )
    async with _desk(gateway, agency, person) as desk:
        await _others(desk)
        role_id = await _roles(desk, production_id)
        session = await _day(desk, production_id, role_id)
    await gateway.close()
    await owner.execute(f'SET search_path TO "{schema_of(agency_id)}"')
    await owner.execute(_TAKES, session.id, production_id, role_id, str(person_id))
    await owner.execute(_RECORDINGS, session.id)
    await owner.execute("ANALYZE")
    return session


async def _others(desk: Desk) -> None:
    """Start the other productions, and add the people."""
    for number in range(2, PRODUCTIONS + 1):
        await productions.start(desk, NewProduction(f"Production {number}", f"Films {number % 7}"))
    for name, email in _everybody():
        await talent.add(desk, TalentFields(name=name, email=email))


def _everybody() -> Sequence[tuple[str, str]]:
    return [
        (f"{GIVEN[n % len(GIVEN)]} {FAMILY[n % len(FAMILY)]} {n}", f"{n}@actors.test")
        for n in range(PEOPLE)
    ]


async def _roles(desk: Desk, production_id: ProductionId) -> RoleId:
    """Add the roles; return the first one."""
    breakdown = "Quick and brave, and nobody's fool. 25 to 40."
    added = [
        await productions.add_role(desk, production_id, NewRole(f"Role {n}", breakdown), None)
        for n in range(1, ROLES + 1)
    ]
    return added[0].id


async def _day(desk: Desk, production_id: ProductionId, role_id: RoleId) -> Session:
    """Lay out a day that began an hour ago, and invite somebody to each slot."""
    start = max(desk.now - AGO, datetime.combine(desk.now.date(), time(), UTC))
    new = NewSession(
        title="Callbacks", local_date=start.date(), zone="UTC",
        first_slot=start.time().replace(second=0, microsecond=0), role_id=role_id,
        minutes=SLOT_MINUTES, slots=SLOTS,
    )  # fmt: skip
    session = await auditions.lay_out(desk, production_id, new)
    slots = await sessions.slots(desk, session.id)
    for slot, (name, email) in zip(slots, _everybody(), strict=False):
        await invitations.invite_actor(desk, slot.id, Invitation(name, email))
    return session


@asynccontextmanager
async def _desk(gateway: Database, agency: Agency, person: Person) -> AsyncIterator[Desk]:
    async with gateway.tenant(AgencyId(agency.id)) as tx:
        yield Desk(
            agency=agency, connection=tx, objects=Objects("memory://"), now=datetime.now(UTC),
            public_url="http://nowhere.test", address="",
            person=Person(PersonId(person.id), person.email, person.name), role="owner",
        )  # fmt: skip


@asynccontextmanager
async def _owner(installation: Installation) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(installation.plan.config.owner_url)
    try:
        yield connection
    finally:
        await connection.close()
