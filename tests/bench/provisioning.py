"""What a new agency costs: over billing's HTTP, and the making of its schema and roles alone.

The house is open and PostgreSQL writes durably. Prints one JSON line for each of the two.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import asyncpg
import httpx

from shared import migrations
from shared.ids import AgencyId, new_id
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.installation import Installation, open_installation

MOST_TIMES = 500
PATIENCE_S = 120
GOAL = {"p95": 150}


async def measure(times: int) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        async with (
            open_installation(Path(folder), lasting=True) as installation,
            asyncio.timeout(PATIENCE_S),
        ):
            founded = await _over_http(installation, times)
            provisioned = await _alone(installation, times)
    return [
        figure("provisioning", "POST /agencies", founded, goal=GOAL),
        figure("provisioning", "schema and roles alone", provisioned, goal=GOAL),
    ]


async def _over_http(installation: Installation, times: int) -> list[float]:
    """Found agencies one after the other, as the gateway asks billing to."""
    planned = installation.plan.config
    headers = {"Authorization": f"Bearer {planned.keys.internal_token}"}
    async with httpx.AsyncClient(base_url=planned.billing_url, headers=headers) as http:
        people = [await _person(http, number) for number in range(times)]  # each owns only a few

        async def found(number: int) -> None:
            order = {"name": f"Office {number}", "person_id": people[number]}
            (await http.post("/agencies", json=order)).raise_for_status()

        return [await _timed(found, number) for number in range(times)]


async def _person(http: httpx.AsyncClient, number: int) -> str:
    order = {"email": f"olivia{number}@bench.test"}
    made = (await http.post("/people", json=order)).raise_for_status()
    person: str = made.json()["id"]
    return person


async def _alone(installation: Installation, times: int) -> list[float]:
    """Provision agencies on one connection, each in a transaction that is committed."""
    owner = await asyncpg.connect(installation.plan.config.owner_url)

    async def provision(_: int) -> None:
        async with owner.transaction():
            await migrations.create_tenant(owner, AgencyId(new_id()))

    try:
        return [await _timed(provision, number) for number in range(times)]
    finally:
        await owner.close()


async def _timed(act: Callable[[int], Awaitable[None]], number: int) -> float:
    """Return how long an act takes, in ms."""
    begun = time.perf_counter()
    await act(number)
    return 1000 * (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=count_up_to(MOST_TIMES), default=60)
    tell(measure(parser.parse_args().times))


if __name__ == "__main__":
    main()
