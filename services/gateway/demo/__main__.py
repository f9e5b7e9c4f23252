"""Makes the demo data: what must stand first, and prints what to open, as JSON lines with `title`
and `url`; after the word `fill` the rest, which takes a minute.

Everything goes the way that people go: through the same actions, and through Checkout, which is
paid with Stripe's test card where the sandbox stands in.
"""

import asyncio
import os
import sys

import asyncpg
import httpx
import msgspec

from services.gateway.demo.filling import fill
from services.gateway.demo.founding import found
from services.gateway.demo.office import DemoNotMade, opened
from shared.errors import DomainError

FILL = "fill"
LESS_URGENT = 10
"""By so much a newcomer's first room goes before the rest (nice(2))."""


async def main(words: list[str]) -> None:
    if words == [FILL]:
        os.nice(LESS_URGENT)
        async with opened() as demo:
            await fill(demo)
        return
    async with opened() as demo:
        for title, url in await found(demo):
            print(msgspec.json.encode({"title": title, "url": url}).decode())


def command() -> None:
    """Make the demo data; what can go wrong ends it with a sentence."""
    try:
        asyncio.run(main(sys.argv[1:]))
    except (DemoNotMade, DomainError) as error:
        sys.exit(str(error))
    except (OSError, asyncpg.PostgresError, httpx.HTTPError) as error:
        sys.exit(f"A part of Callboard does not answer: {str(error) or type(error).__name__}")


if __name__ == "__main__":
    command()
