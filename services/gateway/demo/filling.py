"""What is made of the demo once the house is open: an office in use, step by step.

A step is one transaction, and is left out where what it makes is there. So who is killed in the
middle goes on where they were, and nothing is there twice.
"""

from collections.abc import Awaitable, Callable, Sequence

import msgspec

from services.gateway.demo import blocked, callbacks, candidates, days, productions, roles
from services.gateway.demo.founding import ACTORS, pay
from services.gateway.demo.office import FIRST, Demo, Landmark, is_there, production_called
from services.gateway.demo.people import contacts, talent
from services.gateway.web.desk import Desk
from shared import log

logger = log.get(__name__)


class Step(msgspec.Struct, frozen=True):
    """Something that is made at once; `name` is what is there of `kind` once it was."""

    kind: Landmark
    name: str
    make: Callable[[Desk], Awaitable[None]]


async def _contacts(desk: Desk) -> None:
    await contacts.add(desk)
    await blocked.add(desk)


async def _talent(desk: Desk) -> None:
    production = await production_called(desk, FIRST)
    await talent.add_others(desk, production.id, ACTORS)


async def _roles(desk: Desk) -> None:
    production = await production_called(desk, FIRST)
    await candidates.make(desk, production.id)
    await roles.make(desk, production.id)


STEPS: Sequence[Step] = (
    Step("contact", "Björk", _contacts),
    Step("talent", "Thabo Nkosi", _talent),
    Step("role", "Malvolio", _roles),
    Step("production", roles.LAST_YEAR, roles.put_aside),
    Step("production", productions.FILM.title, productions.film),
    Step("production", productions.PLAY.title, productions.play),
    Step("session", callbacks.TODAY, callbacks.today),
    Step("session", days.NEXT_WEEK, days.next_week),
)


async def fill(demo: Demo) -> None:
    """Make what is not there yet."""
    for step in STEPS:
        async with demo.desk() as desk:
            if not await is_there(desk, step.kind, step.name):
                await step.make(desk)
        logger.info("step done", made=step.name)
    await _subscribe_for_film(demo)


async def _subscribe_for_film(demo: Demo) -> None:
    """Pay for it too, where the first production is paid for."""
    async with demo.desk() as desk:
        first = await production_called(desk, FIRST)
        film = await production_called(desk, productions.FILM.title)
    if first.entitlements.open_rooms and not film.entitlements.open_rooms:
        await pay(demo, film.id)
