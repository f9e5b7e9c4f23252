"""How long a sign-in link takes to arrive while an office has thousands of mails queued.

usage: python -m tests.bench.sign_in_mails [--bulk N] [--asked N]

The clock runs from asking for the link until it is at the mail server. Every link is asked for by
somebody else, one after the other, as long as bulk mails wait; how many of those leave a second is
another figure.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail, letter
from shared import tenancy
from shared.ids import AgencyId
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.installation import Installation, open_installation

BULK, ASKED, BATCH = 10_000, 100, 500
PATIENCE_S = 600
_LEFT = """SELECT count(*) FROM gateway.job
    WHERE kind = 'mail.send' AND priority = 3 AND status IN ('ready', 'running')"""


async def measure(bulk: int, asked: int) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        async with (
            open_installation(Path(folder), lasting=True) as installation,
            asyncio.timeout(PATIENCE_S),
        ):
            owner = await asyncpg.connect(installation.plan.config.owner_url)
            try:
                return await _measured(installation, owner, bulk, asked)
            finally:
                await owner.close()


async def _measured(
    installation: Installation, owner: Any, bulk: int, asked: int
) -> Sequence[Figure]:
    alone = [await _sign_in(installation) for _ in range(asked)]
    await _fill(installation, await _office(installation, owner), bulk)
    begun, left = time.perf_counter(), await owner.fetchval(_LEFT)
    beside = [await _sign_in(installation) for _ in range(asked)]
    took, still = time.perf_counter() - begun, await owner.fetchval(_LEFT)
    return [
        figure("sign_in_mails", "asked to arrived, nothing queued", alone, high=99, goal=None),
        figure(
            "sign_in_mails",
            f"the same, {left} bulk mails of one office queued, {still} at the end",
            beside,
            high=99,
            goal={"p99": 1000},
        ),
        {
            "bench": "sign_in_mails",
            "what": "bulk mails meanwhile",
            "unit": "mails/s",
            "rate": round((left - still) / took),
        },
    ]


async def _sign_in(installation: Installation) -> float:
    """Return how many milliseconds a link took."""
    email = f"{uuid4().hex}@office.test"
    async with installation.browser() as visitor:
        await visitor.get("/sign-in")
        begun = time.perf_counter()
        await visitor.post("/sign-in", data={"email": email})
        await installation.mails.newest(email, wait=60)
        return (time.perf_counter() - begun) * 1000


async def _office(installation: Installation, owner: Any) -> AgencyId:
    name = uuid4().hex
    async with installation.browser() as visitor:
        await visitor.sign_up(f"{name}@office.test", name)
    agency: UUID = await owner.fetchval("SELECT id FROM platform.agency WHERE name = $1", name)
    return AgencyId(agency)


async def _fill(installation: Installation, agency: AgencyId, bulk: int) -> None:
    words = letter("80 % of the recorded hours are used", "Hello,\n\nthis goes to many.")
    url = installation.plan.config.database_url("gateway")
    database = await tenancy.connect(url, "gateway", size=1)
    for begins in range(0, bulk, BATCH):
        async with database.tenant(agency) as tx:
            for number in range(begins, min(begins + BATCH, bulk)):
                to = f"many-{number}@office.test"
                await mails.queue(tx, NewMail(kind="hours", recipient=to, letter=words), agency)
    await database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bulk", type=count_up_to(100_000), default=BULK)
    parser.add_argument("--asked", type=count_up_to(1000), default=ASKED)
    given = parser.parse_args()
    tell(measure(given.bulk, given.asked))
