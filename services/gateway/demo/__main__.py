"""Makes the demo data, once, and prints what to open: JSON lines with `title` and `url`.

Everything goes the way that people go: through the same actions, and through Checkout, which is
paid with Stripe's test card where the sandbox stands in. With a real Stripe key the production
stays unpaid, and its page says so.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlencode

import asyncpg
import httpx
import msgspec

from services.gateway.casting.auditions import actions as auditions
from services.gateway.casting.auditions import admission
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import (
    Invitation,
    NewSession,
    RepInvitation,
    WatcherInvitation,
)
from services.gateway.casting.contacts import actions as contacts
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions import store as production_store
from services.gateway.casting.productions.model import NewProduction, NewRole, Order, Production
from services.gateway.demo import blocked, candidates, roles, talent
from services.gateway.demo.contacts import CONTACTS
from services.gateway.platform.billing_client import BillingClient
from services.gateway.platform.pdf.reader import UploadReader
from services.gateway.settings import Settings
from services.gateway.web import urls
from services.gateway.web.desk import Agency, Desk, Person
from shared import log, settings, tenancy
from shared.errors import DomainError
from shared.ids import SessionId
from shared.objects import Objects
from shared.tenancy import Database

EMAIL = "casting@demo.test"
SIDES = Path(__file__).with_name("sides.pdf")
ACTORS = ("Ana Silva", "Ben Okafor", "Chloé Martin")
CARD = {
    "email": EMAIL,
    "number": "4242 4242 4242 4242",
    "expiry": "12 / 34",
    "cvc": "123",
    "name": "Demo Casting",
}
PATIENCE_S = 20


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


async def main() -> None:
    log.configure("demo")
    config = settings.load(Settings)
    database = await tenancy.connect(config.database_url, "gateway", size=2)
    billing = BillingClient(config.billing_url, config.internal_token)
    try:
        person = await billing.person(EMAIL, "Dana Reyes")
        agency = await billing.new_agency("Demo Casting", person.id)
        demo = Demo(config, database, billing, person, agency)
        for title, url in await _make(demo):
            print(msgspec.json.encode({"title": title, "url": url}).decode())
    finally:
        await billing.close()
        await database.close()


async def _make(demo: Demo) -> list[tuple[str, str]]:
    async with demo.desk() as desk:  # closed before the file is read
        production = await productions.start(desk, NewProduction("Twelfth Night", "Demo Films"))
    file = await productions.take_in(
        desk, UploadReader(), "Viola, act 1 scene 5.pdf", SIDES.read_bytes()
    )
    async with demo.desk() as desk:
        role = await productions.add_role(
            desk,
            production.id,
            NewRole("Viola", "Shipwrecked, quick, brave. Plays a young man for most of the story."),
            file,
        )
        start = desk.now + timedelta(minutes=1)
        session = await auditions.lay_out(
            desk,
            production.id,
            NewSession(
                title="First round",
                local_date=start.date(),
                zone="UTC",
                first_slot=time(start.hour, start.minute),
                role_id=role.id,
                slots=6,
                break_after=3,
                preparation="Act 1, scene 5. Someone reads Olivia with you.",
            ),
        )
        await candidates.make(desk, production.id, role.id)
        await roles.make(desk, production.id)
    await _add_contacts(demo)
    async with demo.desk() as desk:
        await talent.add(desk, production.id)
        await blocked.add(desk)
    paid = await _pay(demo, production)
    return [*await _sign_in(demo), *await _invite(demo, session.id, paid)]


async def _add_contacts(demo: Demo) -> None:
    async with demo.desk() as desk:
        for fields in CONTACTS:
            await contacts.add(desk, fields)


async def _pay(demo: Demo, production: Production) -> bool:
    """Pay with the sandbox's test card; return whether the production turned active."""
    async with demo.desk() as desk:
        order = await productions.order(desk, production.id, Order("series"))
    url = await demo.billing.checkout(order)
    if not url.startswith(demo.config.checkout_origin) or not url.startswith("http://"):
        return False
    async with httpx.AsyncClient(trust_env=False) as browser:  # the stand-in is on this machine
        await browser.post(url, data=CARD)
    try:
        async with asyncio.timeout(PATIENCE_S):
            await _active(demo, production)
    except TimeoutError as error:
        raise DemoNotMade(
            f"The payment was made, and no word of it came from Stripe within {PATIENCE_S} s."
        ) from error
    return True


async def _active(demo: Demo, production: Production) -> None:
    while True:
        async with demo.desk() as desk:
            if (await production_store.production(desk, production.id)).entitlements.open_rooms:
                return
        await asyncio.sleep(0.1)


async def _invite(demo: Demo, session_id: SessionId, paid: bool) -> list[tuple[str, str]]:  # noqa: FBT001
    async with demo.desk() as desk:
        slots = [s for s in await sessions.slots(desk, session_id) if s.kind == "audition"]
        links, actors = [], []
        for slot, name in zip(slots, ACTORS, strict=False):
            email = f"{name.split()[0].lower().replace('é', 'e')}@actors.test"
            invited = await invitations.invite_actor(desk, slot.id, Invitation(name, email))
            links.append((f"{name}, actor", invited.url))
            actors.append(invited.guest)
        watcher = WatcherInvitation("Paula Rivers", "Producer", "paula@demofilms.test")
        invited = await invitations.invite_watcher(desk, session_id, watcher)
        links.append(("Paula Rivers, producer", invited.url))
        rep = RepInvitation("Robin Lake", "Lake Talent", "robin@laketalent.test")
        invited = await invitations.invite_rep(desk, actors[0].id, rep)
        links.append((f"Robin Lake, rep of {actors[0].name}", invited.url))
        if paid:
            await admission.open_room(desk, session_id)
    return links


async def _sign_in(demo: Demo) -> list[tuple[str, str]]:
    query = urlencode({"email": EMAIL})
    url = f"{demo.config.public_url}{urls.SIGN_IN}?{query}"
    return [(f"Casting director, {EMAIL}", url)]


def command() -> None:
    """Make the demo data; what can go wrong ends it with a sentence."""
    try:
        asyncio.run(main())
    except (DemoNotMade, DomainError) as error:
        sys.exit(str(error))
    except (OSError, asyncpg.PostgresError, httpx.HTTPError) as error:
        sys.exit(f"A part of Callboard does not answer: {str(error) or type(error).__name__}")


if __name__ == "__main__":
    command()
