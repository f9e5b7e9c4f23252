"""What stands before anything else of the demo: a production that is paid for, with an open room
that a newcomer walks into. With a real Stripe key it stays unpaid, and its page says so."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlencode

import httpx

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
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions import store as production_store
from services.gateway.casting.productions.model import (
    File,
    NewProduction,
    NewRole,
    Order,
    Production,
)
from services.gateway.demo.office import (
    EMAIL,
    FIRST,
    Demo,
    DemoNotMade,
    is_there,
    production_called,
)
from services.gateway.demo.people import talent
from services.gateway.platform.pdf.reader import UploadReader
from services.gateway.web import urls
from services.gateway.web.desk import Desk
from shared.ids import ProductionId

Links: TypeAlias = list[tuple[str, str]]

SESSION, SIDES_NAME = "First round", "Viola, act 1 scene 5.pdf"
SIDES = Path(__file__).with_name("sides.pdf")
ACTORS: Mapping[str, str] = {
    "Ana Silva": "ana@actors.test",
    "Ben Okafor": "ben@actors.test",
    "Chloé Martin": "chloe@actors.test",
}
CARD = {
    "email": EMAIL,
    "number": "4242 4242 4242 4242",
    "expiry": "12 / 34",
    "cvc": "123",
    "name": "Demo Casting",
}
PATIENCE_S = 20


async def found(demo: Demo) -> Links:
    """Make what of it is not there; return what to open."""
    async with demo.desk() as desk:  # closed before the file is read
        production = await _production(desk)
        begun = await is_there(desk, "session", SESSION)
    if not begun:
        file = await productions.take_in(desk, UploadReader(), SIDES_NAME, SIDES.read_bytes())
        async with demo.desk() as desk:
            await _lay_out(desk, production.id, file)
            await talent.add_first(desk, production.id, ACTORS)
    paid = production.entitlements.open_rooms or await pay(demo, production.id)
    return [_sign_in(demo), *await _invite(demo, production.id, paid=paid)]


async def _production(desk: Desk) -> Production:
    if await is_there(desk, "production", FIRST):
        return await production_called(desk, FIRST)
    return await productions.start(desk, NewProduction(FIRST, "Demo Films"))


async def _lay_out(desk: Desk, production_id: ProductionId, file: File) -> None:
    breakdown = "Shipwrecked, quick, brave. Plays a young man for most of the story."
    role = await productions.add_role(desk, production_id, NewRole("Viola", breakdown), file)
    start = desk.now + timedelta(minutes=1)
    day = NewSession(
        title=SESSION,
        local_date=start.date(),
        zone="UTC",
        first_slot=start.time().replace(second=0, microsecond=0, tzinfo=None),
        role_id=role.id,
        slots=6,
        break_after=3,
        preparation="Act 1, scene 5. Someone reads Olivia with you.",
    )
    await auditions.lay_out(desk, production_id, day)


async def pay(demo: Demo, production_id: ProductionId) -> bool:
    """Pay with the sandbox's test card; return whether the production turned active.

    Raises:
        DemoNotMade: no word of it came.
    """
    async with demo.desk() as desk:
        order = await productions.order(desk, production_id, Order("series"))
    url = await demo.billing.checkout(order)
    if not url.startswith(demo.config.checkout_origin) or not url.startswith("http://"):
        return False
    async with httpx.AsyncClient(trust_env=False) as browser:  # the stand-in is on this machine
        await browser.post(url, data=CARD)
    try:
        async with asyncio.timeout(PATIENCE_S):
            await _active(demo, production_id)
    except TimeoutError as error:
        raise DemoNotMade(
            f"The payment was made, and no word of it came from Stripe within {PATIENCE_S} s."
        ) from error
    return True


async def _active(demo: Demo, production_id: ProductionId) -> None:
    while True:
        async with demo.desk() as desk:
            if (await production_store.production(desk, production_id)).entitlements.open_rooms:
                return
        await asyncio.sleep(0.1)


async def _invite(demo: Demo, production_id: ProductionId, *, paid: bool) -> Links:
    async with demo.desk() as desk:
        session_id = (await sessions.sessions(desk, production_id))[0].id
        slots = [s for s in await sessions.slots(desk, session_id) if s.kind == "audition"]
        links, actors = [], []
        for slot, (name, email) in zip(slots, ACTORS.items(), strict=False):
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


def _sign_in(demo: Demo) -> tuple[str, str]:
    query = urlencode({"email": EMAIL})
    return f"Casting director, {EMAIL}", f"{demo.config.public_url}{urls.SIGN_IN}?{query}"
