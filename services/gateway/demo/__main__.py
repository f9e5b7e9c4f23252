"""Makes the demo data, in three parts, of which each is a command:

- without a word what must stand first; it prints what to open, as JSON lines with `title`, `url`;
- `fill` the rest; it prints who was seen today, as JSON lines for the demo of rooms
  (`shared.performances`), which keeps takes;
- `portraits` the pictures of people, which take longest.

Everything goes the way that people go: through the same actions, and through Checkout, which is
paid with Stripe's test card where the sandbox stands in.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping

import asyncpg
import httpx
import msgspec

from services.gateway.demo import performances
from services.gateway.demo.filling import fill
from services.gateway.demo.founding import found
from services.gateway.demo.office import Demo, DemoNotMade, opened
from services.gateway.demo.people import photos
from shared.errors import DomainError

LESS_URGENT = 10
"""By so much a newcomer's first room goes before the rest (nice(2))."""


async def open_first(demo: Demo) -> None:
    for title, url in await found(demo):
        _say({"title": title, "url": url})


async def fill_behind(demo: Demo) -> None:
    await fill(demo)
    for each in await performances.of_today(demo):
        _say(each)


COMMANDS: Mapping[str, Callable[[Demo], Awaitable[None]]] = {
    "": open_first,
    "fill": fill_behind,
    "portraits": photos.add,
}


async def main(word: str = "") -> None:
    """Run one of `COMMANDS`."""
    if word:
        os.nice(LESS_URGENT)
    async with opened() as demo:
        await COMMANDS[word](demo)


def _say(line: object) -> None:
    print(msgspec.json.encode(line).decode())


def command() -> None:
    """Make the demo data; what can go wrong ends it with a sentence."""
    try:
        asyncio.run(main(*sys.argv[1:]))
    except (DemoNotMade, DomainError) as error:
        sys.exit(str(error))
    except (OSError, asyncpg.PostgresError, httpx.HTTPError) as error:
        sys.exit(f"A part of Callboard does not answer: {str(error) or type(error).__name__}")


if __name__ == "__main__":
    command()
