"""The demo's office: who works in it, and what of it is there already."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Literal, TypeAlias

import msgspec

from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Production
from services.gateway.identity.team import store as team
from services.gateway.platform.billing_client import BillingClient
from services.gateway.settings import Settings
from services.gateway.web.desk import Agency, Desk, Person
from shared import log, settings, tenancy
from shared.objects import Objects
from shared.tenancy import Database

EMAIL, NAME, OFFICE = "casting@demo.test", "Dana Reyes", "Demo Casting"
FIRST = "Twelfth Night"
Landmark: TypeAlias = Literal["contact", "production", "role", "session", "talent"]


class DemoNotMade(Exception):
    """Demo data could not be made, for a reason that the operator can do something about."""


class Demo(msgspec.Struct, frozen=True):
    """Who makes the demo data, and with what."""

    config: Settings
    database: Database
    billing: BillingClient
    person: Person
    agency: Agency

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[Desk]:
        async with self.database.tenant(self.agency.id) as tx:
            yield Desk(
                agency=self.agency,
                connection=tx,
                objects=Objects(self.config.object_store_url),
                now=datetime.now(UTC),
                public_url=self.config.public_url,
                address="",
                person=self.person,
                role="owner",
            )


@asynccontextmanager
async def opened() -> AsyncIterator[Demo]:
    """Open the office; the first time it is founded."""
    log.configure("demo")
    config = settings.load(Settings)
    database = await tenancy.connect(config.database_url, "gateway", size=2)
    billing = BillingClient(config.billing_url, config.internal_token)
    try:
        person = await billing.person(EMAIL, NAME)
        async with database.platform() as tx:
            known = {each.name: each for each in await team.agencies(tx, person.id)}
        agency = known.get(OFFICE) or await billing.new_agency(OFFICE, person.id)
        yield Demo(config, database, billing, person, agency)
    finally:
        await billing.close()
        await database.close()


_THERE: Mapping[Landmark, str] = {
    "contact": "SELECT EXISTS (SELECT FROM contact WHERE name = $1)",
    "production": "SELECT EXISTS (SELECT FROM production WHERE title = $1)",
    "role": "SELECT EXISTS (SELECT FROM role WHERE name = $1)",
    "session": "SELECT EXISTS (SELECT FROM session WHERE title = $1)",
    "talent": "SELECT EXISTS (SELECT FROM talent WHERE name = $1)",
}


async def is_there(desk: Desk, kind: Landmark, name: str) -> bool:
    """Whether the office has something of this name, which is not in the bin."""
    return bool(await desk.connection.fetchval(_THERE[kind], name))


async def production_called(desk: Desk, title: str) -> Production:
    """Return the newest production of this title.

    Raises:
        DemoNotMade: somebody has renamed or deleted it.
    """
    for each in await productions.productions(desk):
        if each.title == title:
            return each
    raise DemoNotMade(f"There is no production “{title}” any more.")
