"""Lists of an agency with 50,000 talents and as many contacts: how long a page takes the server.

Asked one after the other over one connection, first by an owner, then by a freelancer with 3 of 200
productions. Prints one JSON line for each page.
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
import httpx

from shared import tenancy
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.bench.load.asking import Page
from tests.bench.load.bare import NOWHERE
from tests.bench.load.people import Crowd
from tests.installation import Installation, open_installation

PEOPLE, MOST = 50_000, 200_000
TIMES, MOST_TIMES = 300, 10_000
GOAL = {"p99": 40}
PATIENCE_S = 900
LISTS = {"contacts": ("name", "company", "newest"), "talent": ("name", "newest")}
SEARCHES = ("lefèvre 4999", "ana", "nobody like this")


async def measure(people: int, times: int) -> Sequence[Figure]:
    async with _opened(people) as (installation, crowd), asyncio.timeout(PATIENCE_S):
        figures = []
        for role in ("owner", "freelancer"):
            session = await crowd.sign_in(role)
            for what, path in await _pages(installation.url, session):
                page = Page(installation.url, path, [session])
                await page.times(times // 10 + 2)
                taken = await page.times(times)
                figures.append(figure("people_lists", f"{role}: {what}", taken, high=99, goal=GOAL))
        return figures


async def _pages(url: str, session: str) -> list[tuple[str, str]]:
    """Return what is asked for, in words and by address; lists that are not there are left out."""
    cookies = {NOWHERE.cookie("session"): session}
    found = []
    async with httpx.AsyncClient(base_url=url, cookies=cookies) as client:
        for name, orders in LISTS.items():
            if (await client.get(f"/api/v1/{name}")).status_code != 200:
                continue
            for order in orders:
                found.append((f"{name} by {order}", f"/{name}?sort={order}"))
                found.append((f"{name} by {order}, page 9", await _ninth(client, name, order)))
            found += [(f"{name}, {words!r}", f"/{name}?q={words}") for words in _quoted()]
    return found


def _quoted() -> list[str]:
    return [words.replace(" ", "+").replace("è", "%C3%A8") for words in SEARCHES]


async def _ninth(client: httpx.AsyncClient, name: str, order: str) -> str:
    """Return the address of a page far back: the ninth of the longest pages."""
    after = ""
    for _ in range(8):
        query = {"sort": order, "limit": "200", "after": after}
        after = (await client.get(f"/api/v1/{name}", params=query)).json()["next"] or after
    return f"/{name}?sort={order}&after={after}"


@asynccontextmanager
async def _opened(people: int) -> AsyncIterator[tuple[Installation, Crowd]]:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-bench-"))
        installation = await stack.enter_async_context(
            open_installation(Path(folder), lasting=True)
        )
        config = installation.plan.config
        owner = await asyncpg.connect(config.owner_url)
        stack.push_async_callback(owner.close)
        gateway = await tenancy.connect(config.database_url("gateway"), "gateway", size=2)
        stack.push_async_callback(gateway.close)
        crowd = Crowd(owner, gateway)
        await crowd.fill(people)
        yield installation, crowd


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=count_up_to(MOST), default=PEOPLE)
    parser.add_argument("--times", type=count_up_to(MOST_TIMES), default=TIMES)
    given = parser.parse_args()
    tell(measure(given.people, given.times))


if __name__ == "__main__":
    main()
